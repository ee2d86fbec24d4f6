class M1(type): ...
class M2(type): ...
class A(metaclass=M1): ...
class B(metaclass=M2): ...


try:
    class C(A, B): ...
except TypeError as error:
    print(error)


class M3(M1, M2): ...
class D(A, B, metaclass=M3): ...


print(type(D).__name__)


def function_metaclass(name, bases, namespace):
    return name, bases, namespace["x"]


class E(metaclass=function_metaclass):
    x = 5


print(E)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return 5


try:
    class F(metaclass=BadPrepare): ...
except TypeError as error:
    print(error)
