class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y): self.x, self.y = x, y


class Other:
    def __init__(self): self.x = "other"


def f(v):
    match v:
        case Point(0, 0):
            return "origin"
        case Point(x, 0):
            return f"on x at {x}"
        case Point(y=5, x=x):
            return f"y is 5, x {x}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "some point"
        case Other(x=value):
            return value
        case int(n) | float(n):
            return f"number {n}"
        case str(s) if s.isupper():
            return f"upper {s}"
        case dict(d):
            return f"dict {d}"
        case bool():
            return "never, bool is an int"
        case list([first, *_]):
            return f"list of {first}"
        case type():
            return "a class"
        case None:
            return "none"
        case _:
            return "something"


for v in (Point(0, 0), Point(3, 0), Point(1, 5), Point(4, 4), Point(1, 2), Other(), 5, 2.5, True, "ABC", "abc", {"k": 1}, [9, 8], [], int, None, ...):
    print(f(v))
