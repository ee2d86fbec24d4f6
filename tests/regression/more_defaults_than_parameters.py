def plain(a, b): return a, b
def named(a, b, *, c=1): return a, b, c
def rest(a, b, *args, **kw): return a, b, args, kw
def waits(a, b):
    yield a, b


for count in 2, 3, 5, 100_000:
    for f in plain, named, rest, waits:
        f.__defaults__ = tuple(range(count))
        show = list if f is waits else lambda result: result
        print(show(f()), show(f(-1)), show(f(b=-2)), show(f(-1, -2)), show(f(*(), **{"a": -3})))
