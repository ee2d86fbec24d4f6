f(); f(1, 2, 3); f(*a); f(1, *a, 2, *b); f(**k); f(a=1, **k, b=2, **l); f(*a, **k); f(x for x in y)
a.f(1); a.f(1, b=2); a.f(*b, c=d); super().f(); super(A, b).f(1); print(*a, sep=b); a.b.c(d)(e)[f](g)
f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8)
f(a if b else c, (yield_ := d), [e for f in g], lambda h: i, *[j, *k], **{'l': m, **n})
@a(b, *c, **d)
@e.f
class G(H, *I, metaclass=J, **K):
    @property
    def l(self, m: n = o, *p: q, r: s = t, **u: v) -> w: return x
