import sys


def current(): return repr(sys.exception())


try:
    raise ValueError(1)
except ValueError:
    try:
        raise KeyError(2)
    except KeyError:
        print(current())
    print(current())
    for i in range(2):
        try:
            raise IndexError(i)
        except IndexError:
            if i == 0:
                continue
            break
    print(current())

    def f():
        try:
            raise TypeError(3)
        except TypeError:
            return current()

    print(f(), current())
    with open(__file__):
        print(current())
    class C:
        seen = current()
    print(C.seen, [current() for _ in "a"], (lambda: current())())
print(current())
