def f(self, /, **kwargs):
    return self, kwargs


print(f(1, self=2))


def g(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


print(g(0), g(0, 9), g(0, 9, 8, d=7), g(0, c=1))
for call in (lambda: g(a=0), lambda: g(0, b=1), lambda: g()):
    try:
        call()
    except TypeError as error:
        print(error)
