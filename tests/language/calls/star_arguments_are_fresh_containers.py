def f(*args, **kwargs):
    kwargs["new"] = 1
    return args, kwargs


source = {"a": 1}
items = [1, 2]
args, kwargs = f(*items, **source)
print(args, kwargs, source)
t = (1, 2)
print(f(*t)[0] == t, type(f(*items)[0]))


def order(**kwargs):
    return list(kwargs)


print(order(z=1, a=2, m=3, **{"b": 1}))
