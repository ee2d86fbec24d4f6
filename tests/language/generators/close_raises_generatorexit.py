def polite():
    try:
        yield 1
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("finally")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def returns():
    try:
        yield 1
    except GeneratorExit:
        return "value from close"


def fails():
    try:
        yield 1
    finally:
        raise ValueError("while closing")


g = polite()
next(g)
print(g.close(), g.close(), next(g, "done"))
unstarted = polite()
unstarted.close()
print(list(unstarted))
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)
r = returns()
next(r)
print(r.close())
f = fails()
next(f)
try:
    f.close()
except ValueError as error:
    print(error, repr(error.__context__))
