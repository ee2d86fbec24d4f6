# differences of attribute caching on objects derived from builtins
class D(dict):
    cls = "class"
    def m(self): return "method"
    @property
    def p(self): return "prop"
d = D(); e = D()
def read(o): return o.cls, o.m(), o.p
for _ in range(3):
    print(read(d), read(e))
    d.cls = "own"; d.x = 1
print(read(d), read(e), d.x, hasattr(e, "x"))
d.m = lambda: "own method"
for _ in range(3): print(read(d), read(e))
del d.m; print(read(d)); del d.cls; print(read(d))
d.__dict__["m"] = lambda: "dict method"
for _ in range(2): print(read(d), read(e))
d.__dict__ = {"cls": "new dict"}
for _ in range(2): print(read(d), read(e))
class E2(dict):
    cls = "E2"; p = 3
    def m(self): return "E2.m"
d.__class__ = E2
for _ in range(2): print(read(d), read(e))
D.cls = property(lambda self: "data")
for _ in range(2): print(read(d), read(e))
class L(list):
    __slots__ = ("a", "b")
l = L(); l.a = 1
def ra(o): return o.a
print(ra(l), ra(l))
try: l.c = 3
except AttributeError as x: print(x)
del l.a
try: ra(l)
except AttributeError as x: print(x)
class X(Exception):
    code = 0
    def __init__(self, code): super().__init__(code); self.code = code
def rc(o): return o.code
print([rc(X(i)) for i in range(4)], X(5).code, X.code)
class I(int):
    def __getattr__(self, n): return n + "!"
i = I(3)
for _ in range(2): print(i.foo, i.real); 
i.foo = 7
for _ in range(2): print(i.foo, i.bar)
def store(o, v): o.v = v; return o.v
class T(tuple): pass
ts = [T((k,)) for k in range(3)]
print([store(t, k) for k, t in enumerate(ts)], [t.v for t in ts], [t.__dict__ for t in ts])
class DM(dict):
    def __missing__(self, k): return k * 2
dm = DM(a=1)
def item(o, k): return o[k]
print(item(dm, "a"), item(dm, "b"), "b" in dm, item(dm, 3))
class DG(dict):
    def __getitem__(self, k): return "got"
    def __contains__(self, k): return True
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
dg = DG(a=1); dg["z"] = 1
print(item(dg, "a"), "q" in dg, dict(dg))
import collections
dd = collections.defaultdict(list); dd["k"].append(1); print(dd, item(dd, "k"))
od = collections.OrderedDict(a=1); od["b"] = 2; od["a"] = 3; print(od, list(od))
c = collections.Counter("aab"); c["z"] += 1; print(c, c["nope"])
