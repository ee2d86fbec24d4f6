class Plain:
    pass


class Refuses:
    def __add__(self, other): return NotImplemented
    __radd__ = None


def augmented(left, operator, right):
    names = {"left": left, "right": right}
    exec(f"left {operator} right", names)
    return names["left"]


for f in (
    lambda: Refuses() + 1, lambda: 1 + Refuses(), lambda: Plain() + Plain(), lambda: Plain() < Plain(), lambda: [1] * Plain(),
    lambda: Plain() * [1], lambda: [1] + (1,), lambda: [1] * 2.5, lambda: 2.5 * [1], lambda: "a" * "a", lambda: -Plain(),
    lambda: ~1.5, lambda: abs("a"), lambda: "a" ** 1, lambda: pow("a", 1, 1), lambda: divmod(1, "a"), lambda: 1 @ 2, lambda: print >> 1,
    lambda: {1} | [1], lambda: {1: 1} - {1: 1}, lambda: None < None, lambda: b"a" < "a", lambda: 1j < 2j, lambda: (1, 2) < (1, "a"),
    lambda: augmented([1], "+=", 2), lambda: augmented([1], "*=", 2.5), lambda: augmented("a", "+=", 1), lambda: augmented(1, "+=", "a"),
    lambda: augmented(1, "**=", "a"), lambda: augmented(Plain(), "@=", 1), lambda: augmented({1}, "|=", [2]), lambda: augmented((1,), "+=", [1]),
):
    try:
        print(f())
    except TypeError as error:
        print(error)
