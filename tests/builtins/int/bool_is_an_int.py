print(True + 1, True * False, True & 1, True | False, True ^ True, ~5, -True, True / 2, isinstance(True, int), bool.__mro__)
print(type(True & True), type(True & 1), type(True + True), repr(True), str(False), int(True), float(True), f"{True:d}", [10, 20][True])
print(bool(), bool([]), bool("False"), True == 1, hash(True), {1: "a", True: "b"}, True < 2, True is True, bool.from_bytes(b"\x00"))
print(True.__class__, (True).bit_length(), sum([True, True, False]), "ab"[True], not 0, ~0)
