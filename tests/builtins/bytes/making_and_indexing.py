print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"copy"), bytes(range(3)), bytes(bytearray(b"x")), bytes.fromhex("01 fF 0a"), b"a" b"b")
b = b"hello"
print(b[0], b[-1], b[1:3], b[::-1], list(b), len(b), 104 in b, b"ell" in b, b + b"!", b * 2, b == b"hello", b < b"help", hash(b) == hash(b"hello"))
print(b.hex(), b.hex(" "), b.hex("-", 2), b.decode(), repr(b), str(b), [*b"ab"], max(b), sorted(b), b"%d" % 5, bool(b""), b"abc" == "abc")
for f in (lambda: bytes(-1), lambda: bytes([256]), lambda: b[10], lambda: b + "x", lambda: "x" in b, lambda: 300 in b, lambda: bytes("x"), lambda: bytes.fromhex("abc"), lambda: bytes.fromhex("zz"), lambda: b"a" < "a"):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
