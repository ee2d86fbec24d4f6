class Meta(type):
    def mro(cls):
        return [cls, *type.mro(cls)[1:]]

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)


class A(metaclass=Meta):
    __slots__ = ("x", "__dict__", "__weakref__")

    def method(self):
        A.method = lambda self: 2
        self.__class__ = B
        return 1


class B(A):
    def __getattr__(self, name):
        setattr(B, name, property(lambda self: name))
        return getattr(self, name)


a = A()
a.x = 1
print([a.method() for _ in range(3)], a.y, a.x, type(a).__mro__)
B.__bases__ = (type("C", (A,), {"x": 5}),)
print(a.x, B.__subclasses__(), A.__subclasses__(), vars(a))
del A.x, B.y
for name in ("x", "y", "__class__", "__dict__"):
    print(getattr(a, name, None))
D = object
for n in range(60):
    D = type("D", (type("X", (D,), {}), type("Y", (D,), {})), {})
print(len(dir(D)), len(D.__mro__))
