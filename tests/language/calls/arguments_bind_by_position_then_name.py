def f(a, b=2, *args, c=3, d, **kwargs):
    return a, b, args, c, d, kwargs


print(f(1, d=4))
print(f(1, 9, 8, 7, d=4, c=5, z=6))
print(f(d=1, b=2, a=3))
print(f(*[1, 2, 3], **{"d": 4, "e": 5}))
print(f(*"ab", *"cd", d=0, **{}, **{"x": 1}))
print(f(1, *(), d=0, *[5]))


def positional(a, b, /, c, *, d):
    return a, b, c, d


print(positional(1, 2, 3, d=4), positional(1, 2, c=3, d=4))


def shadow(a, /, **kwargs):
    return a, kwargs


print(shadow(1, a=2))
