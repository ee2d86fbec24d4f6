import functools
import typing


@functools.singledispatch
def shown(value):
    return "base"


def tried(act):
    try:
        return act()
    except (TypeError, NameError) as error:
        return str(error).replace(" at 0x", " @ ").split(" @ ")[0]


def by_name(value: "int"): return "int"
def by_union(value: float | bytes): return "float or bytes"
def by_old_union(value: typing.Union[set, dict]): return "set or dict"
def by_none(value: None): return "nothing"
def without(value): return "never"
def unknown(value: "nowhere"): return "never"
def generic(value: list[int]): return "never"
def partly(value: int | list[int]): return "never"
def partly_old(value: typing.Union[int, list[int]]): return "never"


for function in [by_name, by_union, by_old_union, by_none, without, unknown, generic, partly, partly_old]:
    print(function.__name__, tried(lambda: shown.register(function) is function))
for cls in [5, None, "int", list[int], typing.List[int], int | list[int]]:
    print(cls, tried(lambda: shown.register(cls)), "|", tried(lambda: shown.register(cls, by_name)))
shown.register(str | tuple, lambda value: "str or tuple")
shown.register(typing.Optional[complex])(lambda value: "complex or none")
for value in [1, True, 1.5, b"", set(), {}, None, "", (), 1j, []]:
    print(value, shown(value))
print(tried(shown), tried(lambda: shown.dispatch(5)), shown.dispatch(bool) is by_name)
print(sorted(cls.__name__ for cls in shown.registry))


class Holder:
    @functools.singledispatchmethod
    def method(self, value): return "base"

    @method.register
    def _(self, value: int | str): return "int or str"

    @method.register(list)
    @classmethod
    def _(cls, value): return cls.__name__


print(Holder().method(1), Holder().method(""), Holder().method([]), Holder.method(Holder(), 1.5), Holder().method.__name__,
      Holder.method.__isabstractmethod__)
