from contextlib import contextmanager


@contextmanager
def level(n):
    print(">" * n)
    try:
        yield n
    except KeyError:
        print("level", n, "saw the KeyError")
        raise
    finally:
        print("<" * n)


try:
    with level(1), level(2) as two, level(3):
        raise KeyError(two)
except KeyError as e:
    print(repr(e))


@contextmanager
def swallow():
    try:
        yield
    except ValueError as e:
        print("swallowed", e)


def f():
    with swallow():
        raise ValueError("x")
    with swallow():
        return "returned"


print(f())


@contextmanager
def twice():
    yield 1
    yield 2


try:
    with twice():
        pass
except RuntimeError as e:
    print(e)


@contextmanager
def never():
    if False:
        yield


try:
    with never():
        pass
except RuntimeError as e:
    print(e)
