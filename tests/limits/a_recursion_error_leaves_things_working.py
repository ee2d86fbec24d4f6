def f(n):
    try:
        return f(n + 1)
    finally:
        pass


for _ in range(5):
    try:
        f(0)
    except RecursionError:
        pass
print([x for x in range(3)], sum(range(10)))


def g():
    try:
        g()
    except RecursionError:
        raise ValueError("converted")


try:
    g()
except ValueError as error:
    depth = 0
    while error:
        error, depth = error.__context__, depth + 1
    print(depth > 1)
