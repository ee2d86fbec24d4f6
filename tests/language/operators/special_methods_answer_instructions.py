# What a special method in Python answers goes to the instruction that asked, also where it is not what was hoped for.
import sys
import traceback


class Number:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x if isinstance(other, Number) else NotImplemented

    def __hash__(self):
        return hash(self.x)

    def __lt__(self, other):
        return self.x < other.x

    def __len__(self):
        return self.x

    def __getitem__(self, index):
        if index > 3:
            raise IndexError(index)
        return self.x + index

    def __setitem__(self, index, value):
        self.x = index, value

    def __contains__(self, item):
        return item

    def __bool__(self):
        return self.x > 0

    def __iter__(self):
        return Countdown(3)

    def __neg__(self):
        return Number(-self.x)

    def __add__(self, other):
        return Number(self.x + (other.x if isinstance(other, Number) else other))

    def __mul__(self, other):
        return Number(self.x * other) if isinstance(other, int) else NotImplemented

    def __rmul__(self, other):
        return "reflected", self.x, other

    def __iadd__(self, other):
        if other == 5:
            return NotImplemented
        self.x += 100
        return self


class Derived(Number):
    def __eq__(self, other):
        return "derived first", self.x

    __hash__ = Number.__hash__


class Plain(Number):
    pass


class Countdown:
    def __init__(self, left):
        self.left = left

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left

    def __iter__(self):
        return self


class Wrong:
    def __bool__(self):
        return 1

    def __len__(self):
        return -1

    def __hash__(self):
        return "x"

    def __iter__(self):
        return 4

    def __contains__(self, item):
        return []

    def __next__(self):
        raise ValueError("no item")


class Endless:
    def __eq__(self, other):
        return self == other

    def __len__(self):
        return len(self)

    def __call__(self):
        return self()

    def __iter__(self):
        return iter(self)

    def __contains__(self, item):
        return item in self

    def __hash__(self):
        return hash(self)

    def __bool__(self):
        return not self

    def __getitem__(self, index):
        return self[index]

    def __add__(self, other):
        return self + other

    @property
    def itself(self):
        return self.itself


def answers():
    a, b, c, d = Number(2), Number(2), Derived(1), Plain(2)
    print(a == b, a != b, a == c, c == a, a == d, a == 3, 3 == a, a < d, d < a)
    print(len(a), hash(a) == hash(2), a[1], 0 in a, [] not in a, not a, bool(a))
    print(list(a), [item for item in a], (-a).x, (a + 1).x, (a + b).x, (a * 3).x, 3 * a, 2.5 * a)
    a += 1
    print(a.x)
    a += 5
    print(a.x)
    a[1] = 2
    print(a.x)
    table = {Number(1): "one", Number(2): "two"}
    print(table[Number(1)], table[Number(2)], Number(3) in table, Number(1) in {Number(1)}, Number(1) not in {Number(1)})
    table[Number(1)] = "uno"
    print(len(table), table[Number(1)])
    print("yes" if Number(1) else "no", "yes" if Number(0) else "no")
    if Number(3) == Number(3):
        print("same")
    if Number(3) < Number(3):
        print("less")
    if Number(3) == 3:
        print("never")
    while Number(0):
        pass
    for item in Number(1):
        print(item, end=" ")
    print(next(Countdown(2)), next(Countdown(0), "none"))


def generated():
    a = Number(2)
    yield a == Number(2)
    yield a[1]
    yield len(a)
    for item in a:
        yield item
    yield a in {a: 1}


def wrong():
    for expression in (
        "not Wrong()", "len(Wrong())", "{}[Wrong()]", "[x for x in Wrong()]", "1 if Wrong() else 2", "1 in Wrong()",
        "Wrong() in {}", "hash(Wrong())", "[x for x in iter(Wrong(), 1)]", "next(Wrong())", "Number(1) * 'x'",
        "Number(1) * [1]", "Number(1) + None", "Number(1) < None", "Number(1)[5]", "len(Number('x'))", "hash(Number([]))",
    ):
        try:
            print(expression, eval(expression))
        except Exception as error:
            print(expression, type(error).__name__, error)


def endless():
    for expression in (
        "Endless() == 1", "len(Endless())", "Endless()()", "1 in Endless()", "hash(Endless())", "not Endless()",
        "Endless()[1]", "Endless() + 1", "iter(Endless())", "Endless().itself",
    ):
        try:
            print(eval(expression))
        except RecursionError as error:
            print(expression, error)


class Frames:
    def __eq__(self, other):
        return sys._getframe(1).f_code.co_name, sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno

    __len__ = lambda self: sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno

    def __next__(self):
        raise ValueError("next")


def frames():
    print(Frames() == 1)
    print(len(Frames()))
    for attempt in (lambda: [x for x in Looping()], lambda: Number(1) < 1, lambda: {Number([]): 1}):
        try:
            attempt()
        except Exception:
            traceback.print_exc(file=sys.stdout)


class Looping:
    def __iter__(self):
        return Frames()


answers()
print(list(generated()))
wrong()
endless()
frames()
