# Derived containers are as true as what they hold, unless they say otherwise.
from collections import OrderedDict, deque, namedtuple


class Plain(list):
    pass


class Long(list):
    def __len__(self):
        return 3


class Always(dict):
    def __bool__(self):
        return True


class Whole(int):
    pass


class Text(str):
    pass


class Queue(deque):
    pass


Pair = namedtuple("Pair", "a b")
Nothing = namedtuple("Nothing", "")
for value in [Plain(), Plain([0]), Long(), Always(), Whole(0), Whole(2), Text(), Text("a"), Queue(), Queue("a"), Pair(0, 0), Nothing(),
              OrderedDict(), OrderedDict(a=1), type("S", (set,), {})(), type("B", (bytes,), {})(b"x"), type("F", (float,), {})(0.0)]:
    print(type(value).__name__, bool(value), not value, "yes" if value else "no", value and True)
changing = Plain()
print(bool(changing))
Plain.__bool__ = lambda self: True
print(bool(changing))
del Plain.__bool__
Plain.__len__ = lambda self: 5
print(bool(changing))
del Plain.__len__
print(bool(changing))
