def f(a, b):
    return [], [a, b], [1, 2, 3], (a, *b), {a: b, **b}, {a, *b}, {1, 2, 3}
