o = object()
for f in (lambda: setattr(o, "x", 1), lambda: o.x, lambda: o < o, lambda: o + 1, lambda: o(), lambda: len(o), lambda: iter(o), lambda: o[0], lambda: object(5), lambda: format(o, "x"), lambda: int(o)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, str(error))
print(o == o, o != object(), hash(o) == hash(o), bool(o), str(o)[:18], o.__class__, o.__doc__ is None, o.__eq__(1), o.__ne__(o), o.__reduce_ex__(2)[0].__name__, o.__sizeof__() > 0, o.__dir__()[:0], object.__init_subclass__(), object.__subclasshook__(int))


class C:
    def __init__(self, x): ...


class D:
    def __new__(cls, x): return object.__new__(cls)


class E: ...


for f in (lambda: C(), lambda: D(), lambda: E(1), lambda: E(x=1), lambda: object.__new__(E, 1), lambda: E().__init__(1)):
    try:
        f()
    except TypeError as error:
        print(error)
