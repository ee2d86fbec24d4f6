def f(x):
    match x, *x:
        case [a, b, *c] | (a, [b, c]) if a and b: return a
        case {'k': [v, *_], 1: {2: w}, **rest}: return v, w, rest
        case A(0, b=B(c, [*d]), e=None) | A(1, b=B([c], d)): return c, d
        case (1 | 2 | -3j) as n, str() | bytes() as s: return n, s
        case [[[[]]]] | [[]] | []: return
        case a.b.c | True | 1 + 2j: return
        case _ if (y := x): return y
    match x:
        case y: pass
