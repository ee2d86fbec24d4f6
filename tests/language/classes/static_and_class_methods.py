class C:
    @staticmethod
    def s(x): return "static", x

    @classmethod
    def c(cls, x): return cls.__name__, x

    plain = staticmethod(len)


class D(C): ...


print(C.s(1), D().s(2), C.c(3), D.c(4), D().c(5), C.plain("abc"))
print(type(C.__dict__["s"]).__name__, type(C.__dict__["c"]).__name__, C.__dict__["s"](9), C.__dict__["s"].__func__(8))
print(D.c.__self__.__name__, C.c.__func__.__name__, C.__dict__["c"].__wrapped__.__name__)


class E:
    @classmethod
    @property
    def both(cls):
        return 1


print(type(E.both).__name__)
