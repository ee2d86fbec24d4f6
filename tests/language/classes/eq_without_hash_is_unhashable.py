class OnlyEq:
    def __eq__(self, other): return True


class Both:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return isinstance(other, Both) and self.n == other.n
    def __hash__(self): return hash(self.n)


class Child(OnlyEq): ...


class BadHash:
    def __hash__(self): return "x"


class NegativeHash:
    def __hash__(self): return -1


print(OnlyEq.__hash__, Child.__hash__)
for f in (lambda: hash(OnlyEq()), lambda: {OnlyEq(): 1}, lambda: {Child()}, lambda: hash(BadHash())):
    try:
        f()
    except TypeError as error:
        print(error)
d = {Both(1): "one"}
print(d[Both(1)], Both(1) in d, Both(2) in d, len({Both(1), Both(1), Both(3)}), hash(NegativeHash()))
print(hash(1) == hash(1.0) == hash(True), hash(2**61 - 1), hash(-1), hash(1.5), hash(float("inf")), hash(None) == hash(None))
print(hash((1, 2)) == hash((1, 2)), hash(frozenset({1, 2})) == hash(frozenset({2, 1})), hash(2**100), hash(-(2**70)))
