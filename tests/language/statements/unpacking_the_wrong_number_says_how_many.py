def attempt(f):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)


def too_many():
    a, b = 1, 2, 3


def too_few():
    a, b, c = "xy"


def starred():
    a, *b, c = [1]


def no_iterable():
    a, b = 5


def long_iterator():
    a, b = iter(range(9))


def empty():
    (a,) = []


for f in (too_many, too_few, starred, no_iterable, long_iterator, empty):
    attempt(f)
