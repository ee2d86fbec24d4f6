class Meta(type):
    on_meta = "meta"
    both = "meta both"

    @property
    def prop(cls): return "meta prop"


class A(metaclass=Meta):
    both = "class both"
    on_class = "class"


a = A()
print(A.on_meta, A.both, A.on_class, A.prop, a.both, a.on_class, hasattr(a, "on_meta"), hasattr(a, "prop"))
A.prop2 = property(lambda self: "instance prop")
print(a.prop2, type(A.prop2).__name__)
A.__dict__["on_class"], vars(A)["both"]
a.both = "instance both"
print(a.both, A.both)
del a.both
print(a.both)
try:
    A.prop = 5
except AttributeError as e:
    print(e)
try:
    del a.both
except AttributeError as e:
    print(e)
print(A.__name__, A.__qualname__, A.__mro__ == (A, object), A.__base__, Meta.__name__, a.__class__ is A, A.__class__ is Meta)
for name in ("__name__", "__mro__", "__qualname__", "mro"):
    print(name, hasattr(a, name), hasattr(A, name))
