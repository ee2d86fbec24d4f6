class A:
    x = "A.x"

    @classmethod
    def make(cls): return cls.__name__

    @property
    def prop(self): return "A.prop"

    def __getitem__(self, i): return i


class B(A):
    x = "B.x"

    @classmethod
    def make(cls): return "B+" + super().make()

    @property
    def prop(self): return "B+" + super().prop

    def look(self):
        return super().x, super(B, self).x, super(B, B).x, super().__getitem__(3)

    def nested(self):
        return (lambda: super(B, self).x)(), [super(B, self).x for _ in "a"]

    @staticmethod
    def alone():
        return super()


b = B()
print(b.make(), b.prop, b.look(), b.nested())
try:
    B.alone()
except RuntimeError as error:
    print(error)
try:
    super(B, 5)
except TypeError as error:
    print(error)
try:
    super(B, b).nothing
except AttributeError as error:
    print(error)
print(super(B, b).__thisclass__.__name__, super(B, b).__self__ is b)


def outside(self):
    return super().x


try:
    outside(b)
except RuntimeError as error:
    print(error)
