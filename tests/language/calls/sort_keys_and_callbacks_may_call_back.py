def key(x):
    return sorted([x, -x], key=abs)[0]


print(sorted([3, -1, 2], key=key), max([1, 2], key=lambda x: max([x, 5 - x], key=lambda y: -y)))
print(list(map(lambda f: f(2), [lambda x: x + 1, lambda x: x * 10])), list(filter(lambda x: any(map(lambda y: y == x, [1, 3])), range(5))))


def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run


print(compose(str, len, lambda n: n + 1)(12345), (lambda *a: sum(a))(*map(int, "123")))


def gen_in_callback(x):
    return next(y for y in range(10) if y > x)


print(list(map(gen_in_callback, [1, 5])))


def raises(x):
    raise KeyError(x)


for f in (lambda: list(map(raises, [1])), lambda: sorted([1, 2], key=raises), lambda: max([1], key=raises), list(filter(raises, []))and 1 or (lambda: list(filter(raises, [7])))):
    try:
        f()
    except KeyError as error:
        print(repr(error))
