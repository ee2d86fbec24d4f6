def f(*args, **kwargs):
    return args, kwargs


class Mapping:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


print(f(**Mapping()))
for call in (
    lambda: f(*5),
    lambda: f(*None, *[]),
    lambda: f(**5),
    lambda: f(**[("a", 1)]),
    lambda: f(**{"a": 1}, **{"a": 2}),
    lambda: f(a=1, **{"a": 2}),
    lambda: f(**{1: 2}),
    lambda: print(**{1: 2}),
    lambda: f(*[1], *2),
    lambda: len(*3),
):
    try:
        call()
    except TypeError as error:
        print(error)
