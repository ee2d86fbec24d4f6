# Getters and setters of properties run in frames of their own; an AttributeError out of a getter is for `__getattr__`.
import sys
import traceback


class Point:
    def __init__(self, x):
        self.hidden = x

    @property
    def x(self):
        return self.hidden

    @x.setter
    def x(self, value):
        if value is None:
            raise ValueError("no value")
        self.hidden = value

    @property
    def caller(self):
        return sys._getframe(1).f_code.co_name

    @property
    def broken(self):
        return self.missing


class Lenient(Point):
    @property
    def absent(self):
        raise AttributeError("inner")

    @property
    def strict(self):
        raise AttributeError("strict")

    @property
    def failing(self):
        return 1 / 0

    def __getattr__(self, name):
        if name == "strict":
            raise AttributeError("not even here")
        return "instead of " + name


def use():
    point = Point(1)
    for value in 2, "text", [3]:
        point.x = value
        print(point.x, Point(value).x, point.caller)
    lenient = Lenient(1)
    for _ in range(2):
        print(lenient.x, lenient.absent, Lenient(2).absent, lenient.nothing, lenient.caller)
    for attempt in (
        lambda: point.broken, lambda: lenient.strict, lambda: lenient.failing, lambda: setattr(point, "x", None),
        lambda: Point(1).missing,
    ):
        try:
            attempt()
        except Exception:
            traceback.print_exc(file=sys.stdout)
    try:
        point.x = None
    except ValueError:
        traceback.print_exc(file=sys.stdout)


def replaced():
    class Changing(Point):
        pass

    thing = Changing(1)
    seen = []
    for step in range(4):
        thing.x = step
        seen.append(thing.x)
        if step == 0:
            Changing.x = property(lambda self: "getter", lambda self, value: seen.append(("setter", value)))
        if step == 1:
            Changing.x = 7
        if step == 2:
            Changing.x = property(lambda self: "read only")
            break
    print(seen, thing.x)
    try:
        thing.x = 1
    except AttributeError as error:
        print(type(error).__name__)


def many_shapes():
    class Other:
        def __init__(self, x):
            self.y = self.x = x

    class Third(Lenient):
        x = 5

    print([thing.x for thing in (Point(1), Other(2), Lenient(3), Third(4), Point(5), Other(6), Lenient(7), Third(8))])


def items():
    yield Point(1).x
    yield Lenient(2).absent
    point = Point(3)
    point.x = 4
    yield point.x


use()
replaced()
many_shapes()
print(list(items()))
