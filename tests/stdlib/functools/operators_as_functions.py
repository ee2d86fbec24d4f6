import operator


class Both:
    def __iadd__(self, other):
        return "in place", other

    def __index__(self):
        return 7


print(operator.iadd(Both(), 1), operator.iconcat([1], [2]), operator.index(Both()), operator.index(True))
print(operator.countOf([1, 2, 1.0], 1), operator.indexOf("abc", "c"), operator.length_hint(iter([1, 2])), operator.call(int, "7", base=8))
print(operator.__add__ is operator.add, operator.length_hint(1, -5), operator.is_not(1, None), operator.truth([]))
for wrong in (
    lambda: operator.concat(1, 2), lambda: operator.indexOf([], 1), lambda: operator.countOf(1, 1),
    lambda: operator.add(1), lambda: operator.add(1, "a"), lambda: operator.length_hint(1, "a"), lambda: operator.index("a"),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
