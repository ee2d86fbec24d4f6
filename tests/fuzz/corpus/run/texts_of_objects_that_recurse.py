import json, sys


class F:
    pass


class E(Exception):
    def __str__(self):
        raise self


F.__repr__ = F.__str__
a = []
a.append(a)
sys.setrecursionlimit(150)
for ask in (lambda: str(F()), lambda: json.loads("[" * 3000), lambda: json.dumps(a, check_circular=False), lambda: f"{E()!s}", lambda: "%s" % F()):
    try:
        print(ask())
    except (RecursionError, ValueError, E) as error:
        print(type(error).__name__)
print(list(json.JSONEncoder(indent=1).iterencode([1, {"a": None, "b": (True, 1.5)}])))
