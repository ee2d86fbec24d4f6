def f(a, b, c=3, *, d=4, e=5):
    return a, b, c, d, e


for _ in range(3):
    print(f(1, 2), f(b=1, a=2), f(1, c=9, b=2), f(1, 2, e=0, d=9), f(e=1, d=2, c=3, b=4, a=5))


def g(**kw): return kw


class C:
    def __init__(self, x, y=2): self.v = x, y
    def m(self, p, q=0): return p, q
    def __call__(self, z, w=1): return z, w


print(g(z=1, a=2), C(y=1, x=2).v, C(5).m(q=1, p=2), C(1)(w=2, z=3), [C(x=i).v for i in range(2)])
fs = [f, lambda a, b, **k: (a, b, k), C(0).m if False else f]
for h in fs * 2:
    print(h(1, b=2))
