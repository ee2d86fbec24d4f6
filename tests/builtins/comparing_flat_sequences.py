# Tuples and lists of plain values, of others, and of both.
nan = float("nan")
pairs = [
    ((1, 2), (1, 3)),
    ((1, 2), (1, 2, 0)),
    ((), (0,)),
    ((1, "a"), (1, "b")),
    ((1, 2.5), (1, True)),
    ((2**70, 1), (2**70, 2)),
    ((1, (2, 3)), (1, (2, 4))),
    (([1], 2), ([1], 1)),
    ((1, None), (1, None)),
    ((nan,), (nan,)),
    ((1j, 1), (1j, 2)),
]
for a, b in pairs:
    for x, y in [(a, b), (b, a), (list(a), list(b))]:
        print(x == y, x != y, x < y, x <= y, x > y, x >= y)
for a, b in [((1, "a"), (1, 2)), ((1j,), (2j,)), ((None,), (None, 1)), ((None,), (1,)), ([1, None], [1, 2])]:
    print(a == b, a != b)
    try:
        print(a < b)
    except TypeError as error:
        print(error)
print((1, 2) == [1, 2], sorted([(2, "b"), (1, "z"), (1, "a")]), min([[3, 1], [2, 9]]), {(1, 2): 3}[(1.0, 2)])


class Odd(tuple):
    def __eq__(self, other):
        return "odd"

    def __lt__(self, other):
        return "less"

    __hash__ = None


print(Odd((1,)) == (1,), (1,) == Odd((1,)), Odd((1,)) < (0,), (1,) != Odd((1,)))
