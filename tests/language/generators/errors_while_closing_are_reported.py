import sys

sys.unraisablehook = lambda u: print("unraisable", repr(u.exc_value))


def bad():
    try:
        yield 1
    finally:
        raise ValueError("in finally")


g = bad()
next(g)
del g
print("went on")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
del g
print("went on again")
