def attempt(f):
    try:
        f()
        print("fine")
    except RecursionError:
        print("RecursionError")


def by_map(): return list(map(lambda _: by_map(), [1]))
def by_sorted(): return sorted([1, 2], key=lambda _: by_sorted())
def by_max(): return max([1, 2], key=lambda _: by_max())
def by_eval(): return eval("by_eval()")
def by_exec(): exec("by_exec()")
def by_getattr(): return getattr(C(), "p")
def by_isinstance(): return isinstance(1, C)
def by_type(): return type("X", (), {})() if False else D()
def by_comprehension(): return [by_comprehension() for _ in "a"]
def by_generator(): return sum(by_generator() for _ in "a")
def by_lambda(): return (lambda: by_lambda())()
def by_sum(): return sum([Adder()])
def by_apply(f=None): return by_apply(*[f])
def by_import(): return __import__("sys") and by_import()
def by_yield_from():
    def g(): yield from g()
    return list(g())
def by_next():
    def g(): yield next(g())
    return next(g())


class Meta(type):
    def __instancecheck__(cls, x): return isinstance(x, cls)


class C(metaclass=Meta):
    @property
    def p(self): return self.p


class D:
    def __init__(self): D()


class Adder:
    def __radd__(self, other): return other + self


for f in (by_map, by_sorted, by_max, by_eval, by_exec, by_getattr, by_isinstance, by_type, by_comprehension, by_generator, by_lambda, by_sum, by_apply, by_import, by_yield_from, by_next):
    attempt(f)
