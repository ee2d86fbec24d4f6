import weakref


class C:
    def __repr__(self): return "<C>"


c = C()
r = weakref.ref(c, lambda ref: print("callback", ref() is None))
print(r() is c, weakref.ref(c) is weakref.ref(c), weakref.getweakrefcount(c))
del c
print(r())
d = C()
p = weakref.proxy(d)
d.x = 5
print(p.x, isinstance(p, C))
del d
try:
    p.x
except ReferenceError as error:
    print(error)
for bad in (5, "x", (), None, []):
    try:
        weakref.ref(bad)
    except TypeError as error:
        print(error)
