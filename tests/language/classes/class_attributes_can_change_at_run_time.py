class A:
    def f(self): return "A.f"


class B(A): ...


b = B()
print([b.f() for _ in range(3)])
A.f = lambda self: "new A.f"
print(b.f())
B.f = lambda self: "B.f"
print(b.f())
del B.f
print(b.f())
b.f = lambda: "instance"
print(b.f())
del b.f


class C:
    def f(self): return "C.f"


b.__class__ = C
print(b.f(), type(b).__name__)
B.__bases__ = (C,)
print(B().f(), B.__mro__[1].__name__)
try:
    b.__class__ = int
except TypeError as error:
    print(error)
try:
    del A.nothing
except AttributeError as error:
    print(error)


def loop(objects):
    for o in objects:
        print(o.f(), end=" ")
    print()


loop([A(), B(), C(), A(), B()])
