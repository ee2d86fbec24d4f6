# Postponed annotations are the text of their expressions, with the least parentheses.
from __future__ import annotations


def operators(
    a: x or y and not z, b: (a or b) and (not c), c: a + b * c ** -d, d: ~a @ b // c % d << e >> g & h ^ i | j,
    e: -(-a) ** (b ** c) ** d, f: (a ** b) ** c, g: a < b <= c != d is not e not in g, h: not (a == b), i: a if b else c,
    j: (a if b else c) if d else e, k: (a, b)[c], l: (-a).b, m: (await_)(x) ** -1,
): pass


def displays(
    a: {1: 2, **x}, b: {1, 2}, c: [*a, b], d: (), e: (1,), f: (1, 2), g: [x for x in y if z if w],
    h: {x: y for x, y in z}, i: (x for x in y), j: lambda: 0, k: lambda a, *b, c=1, **d: (a, b),
    l: lambda a, /, b=2, *, c: a,
): pass


def parts(
    a: f(x, *y, z=1, **w), b: f(x for x in y), c: a.b[c:d:e, ...][::2][:], d: 1 .real, e: 1.5.real, f: a[b, *c],
    g: f"{x!r:>{w}}a{{", h: "s" 'q', i: b"x", j: 1_000, k: 0x10, l: 1e100, m: 3j, n: None, o: ...,
): pass


for function in (operators, displays, parts):
    for name, text in function.__annotations__.items():
        print(name, text)
