bases = [int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, Exception, object, type(iter([])) if False else property]
for base in bases:
    C = type("C", (base,), {"extra": lambda self: "extra"})
    c = C()
    c.attribute = 1
    print(base.__name__, isinstance(c, base), c.extra(), c.attribute, C.__mro__[1].__name__, (c == base()) if base not in (Exception, object, property) else "", bool(c) if base not in (Exception, object, property) else "")


class I(int):
    def __add__(self, o): return I(int.__add__(self, o))


print(type(I(1) + 2).__name__, type(2 + I(1)).__name__, I(5) // 2, type(-I(5)).__name__, {I(1): "k"}[1], [10, 20][I(1)], range(I(3)), f"{I(7):03}")


class S(str):
    def __getitem__(self, i): return S(super().__getitem__(i))
    def upper(self): return S(super().upper() + "!")


print(S("abc")[0].upper(), type(S("abc")[0:2]).__name__, S("a") + "b", "a" in S("abc"), {S("k"): 1}["k"], S("x").join(["a", "b"]), type(str(S("q"))).__name__)


class L(list):
    def append(self, x): super().append(x * 2)
    def __iter__(self): return iter(["own iter"])
    def __len__(self): return 99


l = L([1])
l.append(5)
print(l, len(l), list(l), l[1], [*l], l + [3], bool(L()), sorted(l))
