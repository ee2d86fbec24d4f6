def mark(label):
    print("make", label)

    def apply(f):
        print("apply", label)
        return lambda *args: f"{label}({f(*args)})"

    return apply


@mark("outer")
@mark("inner")
def f(x):
    return x


print(f(1))
table = {"k": [lambda g: "replaced"]}


@table["k"][0]
def g(): ...


print(g)


@(lambda cls: [cls.__name__])
class C: ...


print(C)


class Counter:
    def __init__(self, f):
        self.f, self.calls = f, 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.f(*args, **kwargs)


@Counter
def h(n):
    return n if n < 2 else h(n - 1) + h(n - 2)


print(h(6), h.calls)
