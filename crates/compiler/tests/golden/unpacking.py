def f(x):
    a, b = x
    b, a = a, b
    first, *rest = x
    [c, (d, x.e)] = x
    c = d = x[0]
    x[1:2], x[::3] = a, b
    del x[0], x.e, a
