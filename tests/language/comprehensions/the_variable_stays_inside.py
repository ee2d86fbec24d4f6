x = "outside"
print([x for x in range(3)], x)
print({x: 1 for x in "ab"}, x)
list(x for x in range(2))
print(x)


def f():
    x = "local"
    result = [x for x in range(2)]
    return result, x


print(f())


class C:
    y = 5
    items = [y for y in range(3)]
    try:
        bad = [y for _ in range(1)]
        print(bad)
    except NameError as error:
        print(error)


print(C.items, C.y)
fs = [lambda: i for i in range(3)]
print([g() for g in fs])
print([[i for i in range(i)] for i in range(3)])
