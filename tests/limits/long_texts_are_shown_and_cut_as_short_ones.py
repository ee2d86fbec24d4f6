# Texts so long that they are worked on in stretches.
import re

for unit in ["é", "a\n", "€'", "😀\x00", "\udc80x", '"\'', "\\"]:
    for length in [5000, 16383, 16384, 16385, 40000]:
        text = "-" * (length % 4) + unit * length
        shown, escaped = repr(text), ascii(text)
        print(len(shown), shown[:6], shown[-6:].encode(errors="backslashreplace"), len(escaped), eval(shown) == text == eval(escaped))

for piece in [b"\xff", b"\x80", b"ab", b"'\"", b"\n"]:
    data = piece * 20000
    print(len(repr(data)), eval(repr(data)) == data, len(repr(bytearray(data))))

words = "alpha beta\u2003gamma\r\ndelta " * 5000
print(len(words.split()), len(words.split("a")), len(words.rsplit(None, 7)), len(words.split(" ", 3)), len(words.splitlines()))
data = words.encode()
print(len(data.split()), len(data.split(b"a")), len(data.rsplit(None, 7)), len(data.split(b" ", 3)), len(data.splitlines()))

wide = "aé€😀" * 10000
for encoding in ["utf-8", "utf-16", "utf-32-be", "utf-7", "unicode-escape", "utf-8-sig"]:
    encoded = wide.encode(encoding)
    print(encoding, len(encoded), encoded.decode(encoding) == wide)
for errors in ["replace", "ignore", "backslashreplace", "xmlcharrefreplace", "namereplace"]:
    print(errors, len((wide[:4000]).encode("ascii", errors)))
print(len(b"a\xff".__mul__(3000).decode("utf-8", "replace")), len(b"a\xff".__mul__(3000).decode("ascii", "backslashreplace")))

print(len("ab€".__mul__(9000).translate({97: "xyz", 98: None, 8364: 0x1F600})))
print(len(("%s|%5d|%r" % (wide, 7, wide))), len("{}{!r:>70000}".format(wide, wide)))
print(len(re.sub("a", r"<\g<0>>", wide)), len(re.split("(é)", wide)), len(re.findall("(a)(é)", wide)))
print(len(list(re.finditer("", "x" * 3000))), re.match("()" * 50, "").groups() == ("",) * 50)
