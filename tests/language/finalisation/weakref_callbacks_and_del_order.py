import weakref


class C:
    def __del__(self): print("del")


c = C()
refs = [weakref.ref(c, lambda r, i=i: print("callback", i)) for i in range(3)]
del c
print([r() for r in refs])
s = weakref.ref(C())
print(s())


class Slotted:
    __slots__ = ("__weakref__",)


class NoWeak:
    __slots__ = ()


k = Slotted()
print(weakref.ref(k)() is k)
try:
    weakref.ref(NoWeak())
except TypeError as error:
    print(error)
