# Ranges of a set may touch, overlap and repeat; a brace that bounds nothing stands for itself.
import re

TEXT = "abc-xyz_0189 ÀÉ\u0416\n{2,}{x}aa"


def show(pattern, text=TEXT, flags=0):
    try:
        print(ascii(pattern), ascii(re.findall(pattern, text, flags)))
    except (re.error, OverflowError) as error:
        print(ascii(pattern), type(error).__name__, error)


for pattern in [
    "[a-cb-z]+", "[c-za-b]+", "[xyzabc]+", "[ace-gb-d]+", "[^a-cx-z]+", r"[\d\d\d_]+", r"[\D\d]+", "[0-90-91]",
    "[a]", "[^a]+", "[]a]+", "[a-]+", "[-a]+", "[À-ÿ]+", "[\u0400-\u04ff]+", "[a-\u0416]+", "[\x00-\U0010ffff]+",
    "[z-a]", "[a-\\d]", "[abc", "a{2}", "a{1,2}", "a{,1}b", "{2,}", "{x}", "a{2", "a{x}", "x{", "a{2,1}",
    "a{99999999999}", "ab{2}c|ab", "(?:ab)c", "(?:ab)+c", "(?i:AB)c", "(?i)[x-z]Y", "a(?i:B)C|a(?i:B)c",
    "abc(?#a comment)-xyz", "{2}", "*", "(?:a)b*", "ab*?", "(?P<n>a)(?P=n)?", "(?P<n>a)(?P<n>b)", "(?P=m)",
    "(a)?(?(1)b|c)",
]:
    show(pattern)
show("a b  # a comment\n c [ ] - \\ {2,}", "abc - \x20{2,}", re.VERBOSE)
show("(?x) a  b {2} # no more", "abbb")
many = "".join(f"{chr(0x4E00 + 3 * number)}" for number in range(5000))
print(len(re.findall(f"[{many}]", "".join(map(chr, range(0x4E00, 0x4E00 + 15000))))))
names = "".join(f"(?P<n{number}>{chr(0x4E00 + number)})" for number in range(2000))
print(len(re.compile(names).groupindex))
print(re.fullmatch("x" * 300_000, "x" * 300_000).end())
