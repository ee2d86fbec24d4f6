class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = Point(1, 2)
p.x += 10
print(p.x, p.y, hasattr(p, "__dict__"), Point.x, type(Point.x).__name__)
del p.y
for f in (lambda: p.y, lambda: setattr(p, "z", 1), lambda: p.__dict__, lambda: delattr(p, "y")):
    try:
        f()
    except AttributeError as error:
        print(error)


class Named(Point):
    __slots__ = "name"


class Open(Point): ...


n = Named(1, 2)
n.name = "n"
o = Open(1, 2)
o.anything = 5
print(n.name, n.x, vars(o), Point.__slots__, Named.__slots__)


class WithDict:
    __slots__ = ("a", "__dict__", "__weakref__")


w = WithDict()
w.a, w.b = 1, 2
print(w.a, vars(w))
