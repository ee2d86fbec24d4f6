print((5).bit_length(), (0).bit_length(), (-8).bit_length(), (255).bit_count(), (-7).bit_count(), (2**100).bit_length(), (2**100 - 1).bit_count())
print((1024).to_bytes(2), (1024).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (0).to_bytes(0), (255).to_bytes())
print(int.from_bytes(b"\x04\x00"), int.from_bytes(b"\x00\x04", "little"), int.from_bytes(b"\xff\xfe", signed=True), int.from_bytes([1, 2]), int.from_bytes(b""))
print((6).as_integer_ratio(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (4).is_integer(), True.real)
print(round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(5), round(5, 3), round(149, -3), round(10**20 + 5, -1))
print(pow(3, 4, 5), pow(3, -1, 7), pow(2, 10**6, 97), pow(-3, 3, 7), pow(3, 4, -5), pow(0, 0, 1), abs(-(2**70)), divmod(2**70, 3))
print((3).__add__(4), (3).__add__("x"), (3).__radd__(4), (3).__lt__(4), (7).__floordiv__(2), (7).__rfloordiv__(2), (3).__bool__(), (5).__index__())
for f in (lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: pow(2, 1.5, 3), lambda: (5).to_bytes(1, "middle"), lambda: int.from_bytes("x")):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
