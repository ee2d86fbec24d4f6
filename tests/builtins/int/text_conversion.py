print(int("12"), int(" -12\n"), int("+1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("0o17", 0), int("zz", 36), int("-0x1F", 0))
print(int("١٢٣"), int(b"42"), int(bytearray(b"7")), int(3.99), int(-3.99), int(True), int(), int("0"), int("00"), int(1e20))
print(str(2**70), repr(-5), bin(10), bin(-10), oct(8), hex(255), hex(-255), hex(2**70), bin(0))
for text, base in (("", 10), ("1__0", 10), ("_1", 10), ("1_", 10), ("0x", 16), ("09", 0), ("12", 1), ("12", 37), ("g", 16), ("1.5", 10), (" ", 10), ("- 1", 10)):
    try:
        print(int(text, base))
    except ValueError as error:
        print(error)
print(int("1" * 100) % 97, len(str(7**1000)), str(10**50), int("9" * 40) + 1)
