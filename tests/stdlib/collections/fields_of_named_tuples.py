from collections import namedtuple

Point = namedtuple("Point", "x y", defaults=[7])
p = Point(1)


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


def rename():
    p.x = 3


def drop():
    del p.x


print(p.x, p.y, Point.x, type(Point.x), Point.x.__doc__, p._replace(y=2), p._fields, p._asdict())
told(rename)
told(drop)
told(lambda: p.z)
told(lambda: p._replace(z=1))
told(lambda: Point.y.__get__((1,), tuple))
told(lambda: Point.y.__get__(1, int))
told(lambda: Point.y.__get__((1, 5), tuple))
Point.x.__doc__ = "Across"
print(Point.x, Point.x.__doc__)


class Wider(Point):
    @property
    def z(self):
        return self.x + self.y


class Plain(Point):
    __slots__ = ()
    x = "hidden"


wide = Wider(3, 4)
for _ in range(3):
    print(wide.x, wide.z, Plain(1).x, Plain(1).y)
    wide.extra = "own"
print(wide.extra, wide.__dict__, wide)


# What a list of a derived class answers before and after it has attributes of its own.
class Stack(list):
    top = "of the class"

    def peek(self):
        return self[-1]


stack = Stack([1, 2])
for step in range(4):
    print(stack.top, stack.peek(), len(stack))
    if step == 1:
        stack.top = "its own"
        stack.peek = lambda: "own peek"
    if step == 2:
        Stack.top = "changed"
        del stack.top
