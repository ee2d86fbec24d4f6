# Tuples, lists, dicts and other mappings give their items to parameters, `*args` and `**kwargs`.
import functools


def named(**kwargs):
    return kwargs


def both(*args, **kwargs):
    return args, kwargs


def mixed(a, b=2, *args, d=4, **kwargs):
    return a, b, args, d, kwargs


def positional(a, /, **kwargs):
    return a, kwargs


def items(*args, **kwargs):
    yield args
    yield kwargs


def passed_on(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@passed_on
def two(a, b):
    return a, b


class Thing:
    def __init__(self, *args, **kwargs):
        self.given = args, kwargs

    def method(self, *args, **kwargs):
        return args, kwargs

    def __call__(self, *args, **kwargs):
        return "called", args, kwargs

    def __enter__(self):
        return self

    def __exit__(self, *args):
        print("left with", len(args), args[0])
        return True


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


d = {"a": 1, "b": 2}
result = named(**d)
result["c"] = 3
print(result, d)
print(both(*(1, 2), **d), both(*[1], x=1), both(), both(1, 2, 3), both(**{}), both(*(), **d))
print(mixed(1), mixed(1, 5, 6, 7), mixed(**d), mixed(1, **{"z": 3, "d": 9}), mixed(*[1, 2, 3], **{"d": 5}))
print(positional(1, **{"a": 3}), two(1, b=2), two(1, 2), two(b=1, a=2), two(*(1,), **{"b": 3}))
thing = Thing(1, **d)
print(thing.given, thing.method(*[1], **d), Thing(*[1, 2], q=1).given, thing(*[1], **d), thing(3, x=4))
print(list(items(1, x=2)), list(items(**d)), named(**Mapping()), named(**d, c=3), named(c=3, **d))
print(both(*range(300))[0][-1], len(both(**{f"k{number}": number for number in range(40)})[1]))
print(named(**{"a" + "b": 1, "é": 2}), max(*[1, 3, 2], **{"key": lambda x: -x}), functools.partial(named, z=1)(**d))
with thing:
    pass
with thing:
    1 / 0


def generated():
    yield both(1, *[2], **d)
    yield two(1, b=2)
    yield thing.method(*(3,), **{"x": 1})
    yield mixed(1, e=2)


print(list(generated()))
for expression in (
    "named(**1)", "two(*1)", "named(*1, **2)", "named(**{1: 2})", "mixed()", "two(1, 2, 3)", "two(**d, c=1)",
    "named(**d, **d)", "named(a=1, **d)", "positional(a=1)", "two(1, **{'a': 2})", "thing.method(**3)", "Thing(**3)",
    "mixed(**{'b': 1})", "two(*(1, 2), **{'c': 1})",
):
    try:
        print(expression, eval(expression))
    except TypeError as error:
        print(expression, "|", error)
