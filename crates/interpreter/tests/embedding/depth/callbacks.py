# Functions that call themselves through natives.
import functools
import re

attempts = 0


def attempt(work):
    global attempts
    try:
        work()
    except RecursionError:
        attempts += 1


class Meta(type):
    def __call__(cls): return cls()
    def __instancecheck__(cls, value): return isinstance(value, cls)
    def __prepare__(name, bases): return made()


class Endless(metaclass=type("M", (type,), {"__call__": lambda cls: cls(), "__instancecheck__": Meta.__instancecheck__})):
    def __init_subclass__(cls): type("Sub", (cls,), {})


def made(): return Meta("name", (), {}) and __build_class__(lambda: None, "name", metaclass=Meta)
def called(): return called()
def sorting(): return sorted([1, 2], key=lambda _: sorting())
def greatest(): return max([1, 2], key=lambda _: greatest())
def mapped(): return list(map(lambda _: mapped(), [1]))
def reduced(): return functools.reduce(lambda a, b: reduced(), [1, 2])
def evaluated(): return eval("evaluated()")
def executed(): exec("executed()")
def replaced(): return re.sub("a", lambda _: replaced(), "a")
def generated(): yield from generated()
def stepped(): yield next(stepped())
async def awaited(): await awaited()
def partly(): return functools.partial(partly)()


attempt(called)
attempt(sorting)
attempt(greatest)
attempt(mapped)
attempt(reduced)
attempt(evaluated)
attempt(executed)
attempt(replaced)
attempt(lambda: list(generated()))
attempt(lambda: list(stepped()))
attempt(lambda: awaited().send(None))
attempt(partly)
attempt(made)
attempt(lambda: isinstance(1, Endless))
attempt(lambda: type("Sub", (Endless,), {}))
