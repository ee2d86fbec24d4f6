# What a derived class brings of its own decides where whole numbers come from, native or not.
import random


class Bits(random.Random):
    def getrandbits(self, k):
        return k and 1


class Floats(random.Random):
    def random(self):
        return 0.5


class Below(random.Random):
    def _randbelow(self, n):
        return n - 1


class Ranges(random.Random):
    def randrange(self, start, stop=None, step=1):
        return "mine", start, stop


for made in (Bits(1), Floats(1), Below(1)):
    items = [1, 2, 3, 4]
    made.shuffle(items)
    print(type(made).__name__, made.randint(1, 7), made.randrange(9), made.randrange(3, 30, 4), made.choice("abcde"), items)
print(Ranges(1).randint(3, 4), Ranges(1).choice([7, 7]))

plain = random.Random(5)
print([plain.randint(1, 100) for _ in range(6)], [plain.randrange(10) for _ in range(6)])
print(plain.randrange(0, 100, 7), plain.choice("abcdef"), plain.random(), plain.randint(a=1, b=6))
items = list(range(20))
plain.shuffle(items)
print(items, plain.randint(-5, 5), plain.randint(2**70, 2**71), plain.randrange(2**40), plain.randint(-2**62, 2**62))
items = bytearray(b"abcdef")
plain.shuffle(items)
print(items, plain.randint(True, True), plain.choice(range(5)), [plain.random() for _ in range(700)][-1])
for mistake in (
    lambda: plain.randint(5, 1),
    lambda: plain.randrange(0),
    lambda: plain.choice([]),
    lambda: plain.randint(1.5, 3),
    lambda: plain.randrange(1, 10, 0),
    lambda: plain.randint("a", 3),
    lambda: plain.choice(5),
    lambda: plain.randrange(3, 3),
):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, error)
