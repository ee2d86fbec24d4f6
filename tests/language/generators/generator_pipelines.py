def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for x in source:
        yield x * x


def evens(source):
    return (x for x in source if x % 2 == 0)


def take(n, source):
    for _, x in zip(range(n), source):
        yield x


def window(source, size):
    buffer = []
    for x in source:
        buffer.append(x)
        if len(buffer) == size:
            yield tuple(buffer)
            buffer.pop(0)


print(list(take(4, evens(squares(numbers(100))))), list(window(numbers(5), 3)), sum(squares(numbers(1000))))


def permutations(items):
    if not items:
        yield []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [item, *rest]


print(len(list(permutations([1, 2, 3, 4]))), list(permutations("ab")))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))


def queens(n, row=0, columns=()):
    if row == n:
        yield columns
        return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(columns)):
            yield from queens(n, row + 1, columns + (c,))


print(len(list(queens(6))), next(queens(8)))
