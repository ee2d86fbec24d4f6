import sys


def f(a, b=2, *c, d=4, **e):
    return a, b, c, d, e


def g():
    f.__code__ = h.__code__
    return f(1)


def h(x=1, y=2):
    frame = sys._getframe()
    frame.f_locals["x"] = 5
    return x, frame.f_back.f_code.co_name, frame.f_lineno


print(f(1), g(), f(*range(2)))
f.__defaults__, f.__kwdefaults__ = (7, 8, 9), {"d": 0}
print(f())
for n in range(30):
    namespace = {}
    exec(f"def made(a, b, c={n}):\n" + " x = a + b * c\n" * 20, namespace)
    f.__code__ = namespace["made"].__code__
try:
    print(f(), f(1, 2, 3), f(1, 2, 3, 4))
except TypeError as error:
    print(error)
