import copy
import time
import types

N = types.SimpleNamespace


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


t(lambda: N({"a": 1}, b=2))
t(lambda: N([("a", 1)], a=3))
t(lambda: N(1, 2))
t(lambda: N({1: 2}))
n = N(x=1)
n.me, n.all = n, [n]
t(lambda: n)
t(lambda: N(a=1) < N(a=2))
t(lambda: copy.copy(int | str))
t(lambda: copy.deepcopy({"a": int | str, "b": list[int], "c": slice([1], None)}))
t(lambda: time.get_clock_info("monotonic"))
t(lambda: time.get_clock_info("x"))


class Wrapped:
    @classmethod
    def cm(cls) -> int:
        "doc"


o = Wrapped.__dict__["cm"]
t(lambda: (o.__annotations__, o.__wrapped__.__name__, o.__doc__, o.__name__, o.__qualname__, o.__dict__["__name__"]))
