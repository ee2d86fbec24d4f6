def none(): ...
def one(a): ...
def two(a, b): ...
def default(a, b=1): ...
def defaults(a=1, b=2): ...
def keyword(a, *, b=1): ...
def keyword_needed(a, *, b): ...
def keywords(*, x, y): ...


class C:
    def method(self): ...


for f, args, kwargs in (
    (none, (1,), {}),
    (none, (1, 2), {}),
    (one, (1, 2), {}),
    (two, (1, 2, 3), {}),
    (default, (1, 2, 3), {}),
    (defaults, (1, 2, 3), {}),
    (keyword, (1, 2), {}),
    (keyword, (1, 2), {"b": 3}),
    (keyword_needed, (1, 2), {"b": 3}),
    (keyword_needed, (1, 2), {}),
    (keywords, (1,), {"x": 1, "y": 2}),
    (C().method, (1,), {}),
    (C, (1,), {}),
    (object, (1,), {}),
):
    try:
        f(*args, **kwargs)
    except TypeError as error:
        print(error)
