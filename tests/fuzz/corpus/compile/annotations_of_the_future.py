"""Documentation."""
from __future__ import annotations, generator_stop
def f(a: x, b: (x, 1), *c: *d, **e: {f'{g!r:>{h}}': [i for i in j]}) -> not k if l else lambda *m, n=1: n: ...
class C: a: b.c[d:e, ...]; f: 'g'; h: (i, *j); k: -1 ** 2 @ l
x: y = await_
