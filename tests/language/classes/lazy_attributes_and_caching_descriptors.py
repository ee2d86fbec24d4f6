class cached:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        print("computing", self.name)
        value = instance.__dict__[self.name] = self.f(instance)
        return value


class typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, instance, owner): return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}, not {type(value).__name__}")
        setattr(instance, self.name, value)


class C:
    n = typed(int)

    def __init__(self, n): self.n = n

    @cached
    def square(self): return self.n**2


c = C(4)
print(c.square, c.square, c.n, type(C.square).__name__)
try:
    C("x")
except TypeError as e:
    print(e)
c.n = 5
print(c.square)
del c.square
print(c.square)
