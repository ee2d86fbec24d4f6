import functools, types

f = types.MethodType(print, 1)
g = functools.partial(print, 1)
for _ in range(2000):
    f, g = types.MethodType(f, 1), functools.partial(g, 1, end="")
g.__setstate__((g, (g,), {}, {}))
for call in (lambda: f(end=""), g, lambda: repr(g)):
    try:
        call()
    except (RecursionError, TypeError) as error:
        print(type(error).__name__)
