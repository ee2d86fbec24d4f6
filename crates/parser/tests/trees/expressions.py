a + b * c - d @ e / f // g % h
a << b >> c & d | e ^ f
-a ** -b ** c
(a + b) * (c)
~a, +b, not c
a and b and c or d or not e
a < b <= c != d is not e not in f
a if b else c if d else e
lambda: 0
lambda a, /, b=1, *c, d, e=2, **f: (a, b)
lambda *, k: k
(a := b)
[a := 1, *b, c]
(), (a,), (a, b), (*a,)
[], [a], [a, *b]
{}, {a: b, **c, d: e}, {a, *b}
[a for b in c if d if e for f, *g in h]
{a for b in c}, {a: b for c in d}
(a async for b in c)
f(), f(a, *b, c=d, **e), f(a for b in c), f((a for b in c), d)
f(a := 1, *b, c=2, *d, **e, f=3)
a.b.c[d](e)
a[b], a[b, c], a[:], a[b:], a[:b], a[b:c:d], a[::b, c], a[*b], a[*b, c:d], a[b := c]
... , None, True, False
print((yield), (yield a), (yield from b))
(await a) ** b
await a.b(c)
