class Minus:
    def __hash__(self): return -1


class Large:
    def __hash__(self): return 2**70


class Text:
    def __hash__(self): return "a"


class OnlyEq:
    def __eq__(self, other): return True


nested = ()
for _ in range(5000):
    nested = (nested,)
print(hash(Minus()), hash(Large()) == hash(2**70), hash(None), hash(1.0) == hash(1) == hash(True) == hash(1 + 0j), hash("a") == hash(b"a"))
print(hash((1, 2)), hash(()), hash(frozenset([1, 2])), hash(2**61 - 1), hash(-1), hash(1.5), hash(float("inf")), hash(nested) == hash(nested))
for f in (lambda: hash(Text()), lambda: hash(OnlyEq()), lambda: hash([]), lambda: {}[{}], lambda: {[1]}, lambda: hash(({},)), lambda: hash(bytearray())):
    try:
        print(f())
    except TypeError as error:
        print(error)
