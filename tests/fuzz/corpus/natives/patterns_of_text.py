# Patterns, and what goes on while they search.
PATTERNS = [
    r"(a*)*b",
    r"(?:(?:a|aa)+)+$",
    r"((?P<x>a)|b(?(x)c|d))*?\b",
    r"(?<=a)(?<!b)(?=c)(?!d)",
    r"[^\W\d_]+(?i:é|ß|K)",
    r"(?s).{2,3}+(?>a|ab)c",
    r"(?m)^\s*$|\Z",
    r"(.)(.)(.)\3\2\1",
    r"",
    r"[\u0130-\u0131a-z\]\\-]{0,65535}",
]


def pattern():
    return re.compile(PATTERNS[CHANCE.below(len(PATTERNS))])


MAKERS += [
    pattern,
    lambda: pattern().search("aaaab\ncddc"),
    lambda: pattern().finditer("abc" * 10),
    lambda: pattern().scanner("aabbcc"),
    lambda: lambda match: CHANCE.react(),
    lambda: r"\g<0>\1\g<x>",
    lambda: "aaaaaaaaaaaab",
    lambda: re.Scanner([("a+", lambda scanner, text: CHANCE.react()), (".", None)]),
    lambda: re.IGNORECASE | re.DOTALL,
] * 4
