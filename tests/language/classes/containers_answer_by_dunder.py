class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if isinstance(i, slice):
            return i
        if not 0 <= i < 3:
            raise IndexError(i)
        return i * 10


s = Seq()
print(list(s), 20 in s, 5 in s, len(s), list(reversed(s)), s[1:2], bool(s), *s)
a, b, c = s
print(a, b, c, max(s), sum(s), tuple(enumerate(s)))


class Contains:
    def __contains__(self, x): return x


print(1 in Contains(), 0 in Contains(), "" not in Contains())


class IterOnly:
    def __iter__(self): return iter([1, 2])


print(2 in IterOnly(), 3 in IterOnly())


class NotIterable:
    __iter__ = None
    __contains__ = None

    def __getitem__(self, i): return i


for f in (lambda: list(NotIterable()), lambda: 1 in NotIterable(), lambda: 1 in 5, lambda: len(IterOnly()),
          lambda: reversed(IterOnly()), lambda: [].__len__(1), lambda: iter(type("X", (), {"__iter__": lambda s: 5})())):
    try:
        f()
    except TypeError as error:
        print(error)


class BadLen:
    def __len__(self): return "x"


for bad in (BadLen, type("Neg", (), {"__len__": lambda s: -1}), type("Huge", (), {"__len__": lambda s: 2**100})):
    try:
        len(bad())
    except Exception as error:
        print(type(error).__name__, error)
