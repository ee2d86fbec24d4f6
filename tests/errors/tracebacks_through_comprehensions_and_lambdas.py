items = [1, 0, 2]


def f():
    return [1 // x for x in items]


def g():
    return sum(1 // x for x in items)


import traceback

for call in (f, g, lambda: (lambda x: 1 // x)(0), lambda: sorted(items, key=lambda x: 1 // x), lambda: list(map(lambda x: 1 // x, items))):
    try:
        call()
    except ZeroDivisionError:
        traceback.print_exc()
