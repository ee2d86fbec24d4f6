# calm: every collection walks lists and dicts that are a hundred thousand deep, which takes minutes in a storm
import json
import sys

sys.setrecursionlimit(150)


class Circle:
    pass


Circle.__repr__ = Circle.__str__
nested, pairs = [], {}
for _ in range(100000):
    nested, pairs = [nested], {1: pairs}
error = ValueError()
for _ in range(100000):
    error = ValueError(error)
types = ()
for _ in range(100000):
    types = (types,)
for act in (
    lambda: str(Circle()),
    lambda: repr(nested),
    lambda: repr(pairs),
    lambda: str(error),
    lambda: json.dumps(nested),
    lambda: json.loads("[" * 100000),
    lambda: json.loads('{"a":' * 100000),
    lambda: isinstance(1, types),
    lambda: issubclass(int, types),
):
    try:
        act()
    except RecursionError as found:
        print(found)
