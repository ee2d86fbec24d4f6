import re

print(re.match("\u0130", "i", re.I), re.match("i", "\u0130", re.I), re.match("[\u0130]", "i", re.I))
scanner = re.Scanner([(r"\d+", lambda scanner, text: int(text)), (r"\s+", None), (r"\w+", lambda scanner, text: text)])
print(scanner.scan("ab 12 c"))
for pattern in (r"(a*)*b", r"(?:(?:a|aa)+)+$", r"((?P<x>a)|b(?(x)c|d))*?\b", r"(?<=a)(?<!b)(?=c)(?!d)\1", r"[^\W\d_]+(?i:é)", r"(?s).{2,3}+(?>a|ab)c", r"\N{BULLET}|[\]a-]"):
    try:
        found = re.compile(pattern, re.M)
        print(found.findall("aaaac\nbd•"), found.sub(r"<\g<0>>", "aab", count=2), found.split("abcab", 1))
    except re.error as error:
        print(error)
