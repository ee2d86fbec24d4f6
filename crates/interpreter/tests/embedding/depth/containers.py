# Values inside values, 20,000 deep.
import functools

attempts = 0


def attempt(work, *arguments):
    global attempts
    try:
        work(*arguments)
    except Exception:
        pass
    attempts += 1


def nested(wrap):
    value = None
    for _ in range(20000):
        value = wrap(value)
    return value


wraps = [
    lambda inner: [inner],
    lambda inner: (inner,),
    lambda inner: {1: inner},
    lambda inner: {1: inner}.values(),
    slice,
    property,
    ValueError,
    lambda inner: ExceptionGroup("", [inner or ValueError()]),
    lambda inner: list[inner],
    lambda inner: functools.partial(print, inner),
]

for wrap in wraps:
    one, other = nested(wrap), nested(wrap)
    attempt(repr, one)
    attempt(str, one)
    attempt(format, one)
    attempt(hash, one)
    attempt(print, one)
    attempt(lambda: one == other)
    attempt(lambda: one < other)
    attempt(lambda: one in [other])
    attempt(lambda: {one: 1})
    attempt(lambda: "%s" % (one,))
    attempt(lambda: one())
    attempt(isinstance, 1, one)
