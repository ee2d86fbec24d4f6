def plain():
    try:
        raise ValueError(1)
    except ValueError as e:
        return e


def in_a_loop():
    for _ in range(3):
        try:
            raise KeyError("k")
        except KeyError as e:
            if e.args:
                return e


def nested():
    try:
        raise ValueError("outer")
    except ValueError as outer:
        try:
            raise TypeError("inner") from outer
        except TypeError as inner:
            return inner


def generator():
    try:
        yield 1
    except ValueError as e:
        yield e
        return e


def captured():
    try:
        raise ValueError("cell")
    except ValueError as e:
        def show():
            return e

        print(repr(show()))
        return e


print(repr(plain()), repr(in_a_loop()), repr(nested()), repr(nested().__cause__), repr(captured()))
g = generator()
next(g)
print(repr(g.throw(ValueError("thrown"))))
try:
    next(g)
except StopIteration as stop:
    print(repr(stop.value))
