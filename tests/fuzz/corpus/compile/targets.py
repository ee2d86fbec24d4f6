a = b, c = *d, (e, [f, *g]), h[i], j.k = l
(a, b), [c, d] = e
[*a], b = c
() = []= a
a[b:c], a[b:c:d], a[b, c:d], a[...], a[*b] = c
a[b][c].d += e; a[b:c] -= f; a.b.c **= g
a: int = 1; b: str; c.d: list[int] = []; e[f]: g; (h): i = 2
for a[b], c.d, *e in f: pass
with a as (b, *c), d as e.f: pass
del a, b.c, d[e], (f, [g]), h[i:j]
def f(): x: y = 1; z: w; global v; v = (v := 2)
class C: x: int; __y: str = 1; __y += 1; del __y; __z__: int
