class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, kwargs)
        return {"prepared": True}

    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name, [key for key in namespace if not key.startswith("__")])
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", cls.__name__)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)

    def __len__(cls):
        return 42

    @property
    def meta_property(cls):
        return cls.__name__.lower()

    def method(cls):
        return "from the metaclass"


class A(metaclass=Meta, flag=1):
    x = 1

    def __init__(self, n):
        self.n = n


print(A(3).n, len(A), A.meta_property, A.method(), A.prepared, type(A).__name__)


class B(A): ...


print(type(B) is Meta, isinstance(B, Meta))
try:
    A(1).method()
except AttributeError as error:
    print(error)
