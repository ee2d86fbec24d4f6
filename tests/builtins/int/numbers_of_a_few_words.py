# Numbers around the borders of words, of both signs, against what the parts of them say.
state = 1


def random_word():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return state ^ state >> 29


def digest(values):
    found = 0
    for value in values:
        found = (found * 1000003 + value) % ((1 << 521) - 1)
    return found % (1 << 61)


samples = [0, 1, 5, 10**18, 10**30, 10**100]
for bits in (31, 61, 62, 63, 64, 65, 127, 128, 129, 191, 192, 255, 256, 383, 384, 447, 448, 449, 512, 895, 896, 960):
    samples += [(1 << bits) - 1, 1 << bits, (1 << bits) + 1]
for length in range(1, 16):
    value = 0
    for _ in range(length):
        value = value << 64 | random_word()
    samples += [value, value >> 17]
samples += [-value for value in samples]

for name, operation in [
    ("+", lambda a, b: a + b),
    ("-", lambda a, b: a - b),
    ("*", lambda a, b: a * b),
    ("&", lambda a, b: a & b),
    ("|", lambda a, b: a | b),
    ("^", lambda a, b: a ^ b),
]:
    print(name, digest(operation(a, b) for a in samples for b in samples))
for name, operation in [
    ("//", lambda a, b: a // b),
    ("%", lambda a, b: a % b),
    ("divmod", lambda a, b: sum(divmod(a, b))),
]:
    print(name, digest(operation(a, b) for a in samples for b in samples if b))
for a in samples:
    for b in samples:
        if b:
            quotient, rest = divmod(a, b)
            assert quotient * b + rest == a and quotient == a // b and rest == a % b
            assert 0 <= rest < b or b < rest <= 0
        assert (a < b) == (a - b < 0) and (a == b) == (a - b == 0) and (a >= b) == (not a < b)
        assert (a & b) + (a | b) == a + b and (a ^ b) == (a | b) - (a & b)
        assert a - b == a + -b and (a + b) - b == a
for name, operation in [
    ("<<", lambda a, places: a << places),
    (">>", lambda a, places: a >> places),
]:
    print(name, digest(operation(a, places) for a in samples for places in (0, 1, 63, 64, 65, 128, 200, 447, 448, 1000)))
print(digest(-a for a in samples), digest(~a for a in samples), digest(abs(a) for a in samples), digest(+a for a in samples))
print(digest(hash(a) for a in samples), digest(a.bit_length() for a in samples), digest(a.bit_count() for a in samples))
print(digest(pow(a, 3) for a in samples), digest(pow(a, 65537, 10**40 + 3) for a in samples))
print(digest(int(str(a)) - int(hex(a), 16) + len(repr(a)) for a in samples))
print(digest(int(float(a)) for a in samples), digest(int(a / (10**20 + 7)) for a in samples))
print(digest(int.from_bytes(a.to_bytes(130, "little", signed=True), "little", signed=True) for a in samples))
print((1 << 200) + (3 << 150), (1 << 200) * (3 << 150), -(1 << 448) >> 448, -(1 << 448) >> 449, (1 << 447) + (1 << 447))
print(f"{1 << 100:,} {-(1 << 70):#x} {1 << 64:e}", "%d %x" % (1 << 90, 1 << 90), round(10**30 + 5, -1), round(-(1 << 90), -20))
for value in (1 << 64, -(1 << 64), 1 << 500):
    for operation in (lambda: value // 0, lambda: value % 0, lambda: value << -1, lambda: value >> -1, lambda: [1][value]):
        try:
            print(operation())
        except (ZeroDivisionError, ValueError, IndexError) as error:
            print(type(error).__name__, error)
print(value >> value, 0 << value, -1 >> value, (1 << 64) ** 2, (-(1 << 64)) ** -1, 2 ** -(1 << 3))


class Number(int):
    def __add__(self, other):
        return "own"


print(Number(1 << 80) + 1, 1 + Number(1 << 80), Number(1 << 80) - 1, type(Number(1 << 80) * 1), int(Number(1 << 80)))
