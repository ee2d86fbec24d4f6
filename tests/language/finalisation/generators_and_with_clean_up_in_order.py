class C:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def __enter__(self): return self
    def __exit__(self, *a): print("exit", self.n)


def gen():
    with C("in generator") as c:
        yield 1


g = gen()
next(g)
del g
print("after")
with C("with"):
    pass
print("after with")


def swap():
    a, b = C("a"), C("b")
    a, b = b, a
    del a
    print("deleted a")


swap()
[C(i) for i in range(2)]
print("end")
