class A:
    def who(self): return "A"


class B(A):
    def who(self): return "B" + super().who()


class C(A):
    def who(self): return "C" + super().who()


class D(B, C):
    def who(self): return "D" + super().who()


print(D().who(), [c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__))


class X: ...
class Y: ...
class Z(X, Y): ...
class W(Y): ...
class V(Z, W): ...


print([c.__name__ for c in V.__mro__])
try:
    class Bad(X, Z): ...
except TypeError as error:
    print(error)
try:
    class Twice(X, X): ...
except TypeError as error:
    print(error)


class P(X, Y): ...
class Q(Y, X): ...


try:
    class R(P, Q): ...
except TypeError as error:
    print(error)
print(issubclass(D, A), issubclass(D, (int, C)), D.__base__.__name__, A.__subclasses__() == [B, C])
