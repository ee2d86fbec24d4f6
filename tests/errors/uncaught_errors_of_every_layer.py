# exit: 1
def a(x): return b(x=x)
def b(*, x): return [c(i) for i in (x,)]
def c(i): return (lambda j: d(j))(i)
def d(j): return E().method(j)


class E:
    def method(self, k): return self.prop + k

    @property
    def prop(self): return sorted([1], key=f)[0]


def f(v): return {}["missing " + str(v)]


a(1)
