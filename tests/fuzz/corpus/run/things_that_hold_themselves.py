import collections, types, typing

a = []
a.append(a)
d = {}
d[1] = d
q = collections.deque()
q.append((q, a, d))
n = types.SimpleNamespace()
n.n = n
T = typing.TypeVar("T")
s = T
for _ in range(6):
    s = dict[s, s]
for value in (a, d, q, n, list[a], types.MappingProxyType(d), s):
    print(len(repr(value)))
for ask in (lambda: a == [a], lambda: d == {1: d}, lambda: s[int], lambda: hash(list[a]), lambda: a < a, lambda: q == q.copy()):
    try:
        print(ask() is None)
    except (RecursionError, TypeError) as error:
        print(type(error).__name__)
