print((1.5).is_integer(), (2.0).is_integer(), (0.5).as_integer_ratio(), (-1.5).as_integer_ratio(), (1.5).hex(), (-0.1).hex(), (0.0).hex(), float("inf").hex())
print(float.fromhex("0x1.8p+1"), float.fromhex("-0x.8"), float.fromhex("1a"), float.fromhex("inf"), (1.5).conjugate(), (1.5).real, (1.5).imag)
print(float("1.5"), float(" -1e3\n"), float("1_000.5"), float("inf"), float("-Infinity"), float("NAN"), float(), float(b"2.5"), float("١.٥"), float("1e400"), float("1e-400"))
print((2.7).__trunc__(), (2.7).__floor__(), (2.2).__ceil__(), int(-2.7), (2.5).__round__(), (1.0).__eq__(1), (1.0).__eq__("x"), hash(1.5), hash(0.1), hash(1e300))
for text in ("", "1__0", "1e", "x", "1.5.2", "0x10", "- 1", "infinit"):
    try:
        float(text)
    except ValueError as error:
        print(error)
try:
    float.fromhex("xyz")
except ValueError as error:
    print(error)
