class A:
    def __init__(self): self.x = 1
    def get(self): return self.x


class B:
    def __init__(self): self.y, self.x = 0, 2
    def get(self): return self.x


class C(A):
    get = lambda self: "lambda"


class D:
    __slots__ = ("x",)
    def __init__(self): self.x = 4
    def get(self): return self.x


class E:
    x = "class attribute"
    @property
    def get(self): return lambda: "from property"


class F:
    def __getattr__(self, name): return lambda: f"getattr {name}"


class G:
    @staticmethod
    def get(): return "static"


class H:
    @classmethod
    def get(cls): return cls.__name__


objects = [A(), B(), C(), D(), E(), F(), G(), H()] * 3
for o in objects:
    print(o.get(), end=" ")
print()
print([getattr(o, "x", None) if not isinstance(o, F) else "f" for o in objects[:8]])
a = A()
for i in range(4):
    print(a.get(), end=" ")
    if i == 1:
        a.get = lambda: "on the instance"
    if i == 2:
        del a.get
print()
for n in range(30):
    setattr(a, f"attr{n}", n)
print(a.get(), a.attr29, len(vars(a)))
