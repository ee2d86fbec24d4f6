b = b"Hello World"
print(b.upper(), b.lower(), b.title(), b.swapcase(), b.capitalize(), b.find(b"o"), b.rfind(b"o"), b.index(b"W"), b.count(b"l"), b.count(108), b.find(111))
print(b.split(), b.split(b"o"), b.rsplit(b"o", 1), b.partition(b" "), b.rpartition(b"o"), b"a\nb\r\nc".splitlines(), b",".join([b"a", bytearray(b"b")]))
print(b.replace(b"l", b"L", 2), b" x ".strip(), b"xax".strip(b"x"), b.startswith(b"He"), b.endswith((b"x", b"ld")), b"ab".center(6, b"*"), b"5".zfill(3), b"ab".ljust(3) + b"|")
print(b.translate(bytes.maketrans(b"lo", b"01")), b.translate(None, b"l"), b"a\tb".expandtabs(4), b"abc".removeprefix(b"a"), b"abc".removesuffix(b"c"))
print(b"abc".isalpha(), b"12".isdigit(), b"aB".islower(), b" ".isspace(), b"a1".isalnum(), b"Ab".istitle(), b"\x80".isascii(), b"AB".isupper())
for f in (lambda: b.find("x"), lambda: b.split(""), lambda: b.replace("a", "b"), lambda: b.index(b"zz"), lambda: b.join(["a"]), lambda: b.startswith("H"), lambda: b.split(b""), lambda: b.find(256)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
