import weakref


class C:
    def __init__(self, n): self.n = n


a, b = C(1), C(2)
values = weakref.WeakValueDictionary({"a": a, "b": b})
keys = weakref.WeakKeyDictionary({a: "a"})
members = weakref.WeakSet([a, b])
print(len(values), len(keys), len(members), values["a"].n)
del a
print(len(values), len(keys), len(members), sorted(values))
f = weakref.finalize(b, print, "finalized", 5)
print(f.alive)
del b
print(f.alive, len(members))


class M:
    def method(self): return "called"


m = M()
w = weakref.WeakMethod(m.method)
print(w()())
del m
print(w())
