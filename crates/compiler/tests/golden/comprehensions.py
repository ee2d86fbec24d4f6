def f(xs):
    a = [x * x for x in xs if x]
    b = {x: y for x in xs for y in x}
    c = {x for x in xs}
    d = sum(x for x in xs)
    return [lambda: x for x in xs]
