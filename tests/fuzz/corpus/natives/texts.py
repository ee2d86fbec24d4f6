# Text at the edges of Unicode, and text that means something to a native.
import string, textwrap

TEXTS = [
    "ß\u0130ŉ\ufb03",
    "e\u0301\u0345\u03a3 \u1e9e",
    "\ud800\udc00",
    "\0",
    "٣¾Ⅷ一",
    " \t\n\r\x0b\x0c\x1c\x85\u2028",
    "{0[a].b!r:>{1:{2}}}",
    "%(a)*.*f %%",
    "#010_x",
    "é^+30,.5%",
    "1_000e-5",
    "-0x_ff",
    "nan(1)",
    "\\N{BULLET}\\x4\\u12",
    "a" * 300 + "b",
    "ab" * 200,
    "\U0010ffff" * 50,
]
MAKERS += [
    lambda: TEXTS[CHANCE.below(len(TEXTS))],
    lambda: TEXTS[CHANCE.below(len(TEXTS))].encode("utf-8", "surrogatepass"),
    lambda: type("Text", (str,), {})(TEXTS[CHANCE.below(len(TEXTS))]),
    lambda: str.maketrans("ab", "ß\0", "c"),
    lambda: string.Template("$a ${b} $$ $"),
    lambda: string.Formatter(),
    lambda: textwrap.TextWrapper(width=3),
    lambda: json.JSONEncoder(indent="\ud800", sort_keys=True),
    lambda: "surrogateescape",
    lambda: "utf-16",
    lambda: "idna",
] * 4
