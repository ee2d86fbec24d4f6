def one(a): ...
def two(a, b): ...
def three(a, b, c): ...
def four(a, b, c, d=4): ...
def keyword(*, x, y, z=1): ...
def keyword_one(*, x): ...
def mixed(a, *, b): ...
def positional(a, b, /): ...


class C:
    def method(self, x): ...


for f, args, kwargs in (
    (one, (), {}),
    (two, (), {}),
    (two, (1,), {}),
    (three, (), {}),
    (three, (), {"b": 1}),
    (four, (1,), {}),
    (keyword, (), {}),
    (keyword, (), {"y": 1}),
    (keyword_one, (), {}),
    (mixed, (1,), {}),
    (mixed, (), {"b": 1}),
    (positional, (), {}),
    (C().method, (), {}),
    (C.method, (), {}),
    (lambda q: q, (), {}),
):
    try:
        f(*args, **kwargs)
    except TypeError as error:
        print(error)
