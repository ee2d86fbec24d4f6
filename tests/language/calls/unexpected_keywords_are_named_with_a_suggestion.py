def f(alpha, beta=1): ...
def g(a, /, b): ...
def h(a, b, /, c): ...
def none(): ...


class C:
    def __init__(self, size): ...


for call in (
    lambda: f(1, alhpa=2),
    lambda: f(1, gamma=2),
    lambda: f(1, bta=2),
    lambda: f(1, alpha=2),
    lambda: f(1, 2, beta=3),
    lambda: g(a=1, b=2),
    lambda: h(1, b=2, c=3),
    lambda: h(a=1, b=2, c=3),
    lambda: none(x=1),
    lambda: C(sise=1),
    lambda: C(1, size=2),
):
    try:
        call()
    except TypeError as error:
        print(error)
