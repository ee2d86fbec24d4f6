# What is long or deep enough that dropping or walking it takes a while.
def deep(wrap, depth=2000):
    made = ()
    for _ in range(depth):
        made = wrap(made)
    return made


MAKERS += [
    lambda: deep(lambda inner: [inner]),
    lambda: deep(lambda inner: (inner, inner)),
    lambda: deep(lambda inner: {"a": inner}),
    lambda: deep(lambda inner: functools.partial(print, inner)),
    lambda: deep(lambda inner: types.MethodType(print, inner)),
    lambda: deep(property, 500),
    lambda: deep(lambda inner: ExceptionGroup("deep", [inner or KeyError(1)]), 100),
    lambda: deep(iter, 1),
    lambda: deep(lambda inner: list[inner], 100),
    lambda: [None] * 20000,
    lambda: dict.fromkeys(range(5000)),
    lambda: set(range(5000)),
    lambda: "a," * 10000,
    lambda: bytes(40000),
    lambda: 3**20000,
]
