import functools
import inspect
import typing


def plain(a: int, b: "str" = "x", /, *c: float, d: list[int] = [], e: typing.Optional[int] = None, **k) -> dict[str, int]: pass
def some(a, b=1, /, c=2, *, d): pass


class Meta(type):
    def __call__(cls, x, *, y=1): return super().__call__()


class WithMeta(metaclass=Meta):
    def __init__(self, a): pass


class New:
    def __new__(cls, a, b=1): return super().__new__(cls)


class Both:
    def __new__(cls, *a, **k): return super().__new__(cls)
    def __init__(self, q, r=2): pass


class Empty: pass
class Items(list): pass


class Called:
    def __call__(self, z, /, w): pass

    one = functools.partialmethod(some, 1)
    two = functools.partialmethod(lambda self, a, b=2: 0, b=3)
    @classmethod
    def made(cls, a): pass
    @staticmethod
    def free(a): pass
    def star(*args, **names): pass
    def nothing(): pass


class Odd: __signature__ = 5
class Text: __signature__ = "(text, /)"


things = {name: eval(name) for name in """plain|some|WithMeta|New|Both|Empty|Items|Called|Called()|Called.made|Called.free
Called().star|Called().nothing|Called().one|Called.one|Called().two|Called.two|Odd|Text|list|tuple|float|bool|property
enumerate|zip|map|memoryview|complex|list[int]|min|getattr|{}.get|len|functools.partial(some, 1)|functools.partial(some, d=4)
functools.partial(some, 1, c=3)|functools.partial(some, 1, 2, 3)|functools.partial(plain, 1, z=2, d=[1])
functools.partial(functools.partial(some, 1), 2, d=3)|functools.partial(some, z=1)|functools.partial(len)
functools.lru_cache(some)|functools.wraps(some)(lambda x: x)|5|type""".replace("\n", "|").split("|")}
for name, thing in things.items():
    for ask in [inspect.signature, inspect.getfullargspec]:
        try:
            print(name, ask(thing))
        except (TypeError, ValueError) as error:
            print(name, str(error).split(" at 0x")[0])
print(inspect.signature(plain, eval_str=True))
print(inspect.signature(plain).format(max_width=20))
P = inspect.Parameter
for act in [lambda: inspect.Signature([P("a", P.KEYWORD_ONLY), P("b", P.POSITIONAL_ONLY)]),
            lambda: inspect.Signature([P("a", P.KEYWORD_ONLY)] * 2), lambda: P("a", 17), lambda: P("if", P.KEYWORD_ONLY),
            lambda: inspect.Signature([P("a", P.POSITIONAL_ONLY, default=1), P("b", P.POSITIONAL_ONLY)]),
            lambda: P(".0", P.POSITIONAL_OR_KEYWORD), lambda: repr(P("a", 1).kind), lambda: inspect.signature(some).bind(a=1, d=1),
            lambda: inspect.signature(some).bind(1, b=1, d=1), lambda: inspect.signature(some).bind(1),
            lambda: inspect.signature(some).bind(1, 2, 3, 4, d=1), lambda: inspect.signature(some).bind(1, c=2, d=3).kwargs]:
    try:
        print(act())
    except (TypeError, ValueError) as error:
        print(error)
