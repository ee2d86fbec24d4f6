"""Names for types: what annotations are written with.

`_aliases` holds the forms and what subscribing them gives, `_records` the classes that annotations describe; the type
parameters themselves belong to the interpreter.
"""

import collections
import collections.abc
import contextlib
import functools
import sys
import types
from abc import ABCMeta, abstractmethod
from _typing import (
    Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple,
)
from typing import _substitution
from typing._aliases import (
    BASES, MARKS, TYPES, UNFINISHED, Alias, Annotated, AnnotatedAlias, CallableAlias, CallableType, Concatenate,
    ForwardRef, Literal, LiteralAlias, Optional, SpecialAlias, TupleType, Union, UnionAlias, Unpack, check_type,
    evaluate, plain, single,
)
from typing._records import (
    NamedTuple, NotRequired, Protocol, ReadOnly, Required, TypedDict, get_protocol_members, is_protocol, is_typeddict,
    runtime_checkable,
)

__all__ = [
    "AbstractSet", "Annotated", "Any", "AnyStr", "AsyncContextManager", "AsyncGenerator", "AsyncIterable",
    "AsyncIterator", "Awaitable", "BinaryIO", "ByteString", "Callable", "ChainMap", "ClassVar", "Collection",
    "Concatenate", "Container", "ContextManager", "Coroutine", "Counter", "DefaultDict", "Deque", "Dict", "Final",
    "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "IO", "ItemsView", "Iterable", "Iterator", "KeysView",
    "List", "Literal", "LiteralString", "Mapping", "MappingView", "MutableMapping", "MutableSequence",
    "MutableSet", "NamedTuple", "Never", "NewType", "NoDefault", "NoReturn", "NotRequired", "Optional", "OrderedDict",
    "ParamSpec", "ParamSpecArgs", "ParamSpecKwargs", "Protocol", "ReadOnly", "Required", "Reversible", "Self",
    "Sequence", "Set", "Sized", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex",
    "SupportsInt", "SupportsRound", "TYPE_CHECKING", "Text", "TextIO", "Tuple", "Type", "TypeAlias", "TypeAliasType",
    "TypeGuard", "TypeIs", "TypeVar", "TypeVarTuple", "TypedDict", "Union", "Unpack", "ValuesView", "assert_never",
    "assert_type", "cast", "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin", "get_overloads",
    "get_protocol_members", "get_type_hints", "is_protocol", "is_typeddict", "no_type_check", "no_type_check_decorator",
    "overload", "override", "reveal_type", "runtime_checkable",
]

TYPE_CHECKING = False
Text = str


class _AnyMeta(type):
    def __instancecheck__(self, instance):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(instance)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Every type fits here, and this fits everywhere."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


NoReturn = plain("NoReturn", "The result of a function that only ever raises.")
Never = plain("Never", "The type that no value has.")
Self = plain("Self", "In a class, the class itself or the derived one that is used.")
LiteralString = plain("LiteralString", "A str that was put together of literals alone (PEP 675).")
TypeAlias = plain("TypeAlias", "Marks an assignment as a name for a type (PEP 613).")
ClassVar = single("ClassVar", "Marks a variable of the class that instances do not have of their own.", special=True)
Final = single("Final", "Marks a name that is bound once.", special=True)
TypeGuard = single("TypeGuard", "The result of a function that is true only of arguments of a type (PEP 647).")
TypeIs = single("TypeIs", "The result of a function that is true of just the arguments of a type (PEP 742).")
BASES.append(Protocol)
MARKS += [ClassVar, Final]
TYPES += [NoReturn, Never, Self, LiteralString, TypeAlias]
UNFINISHED.append(Optional)

Hashable = SpecialAlias(collections.abc.Hashable, 0)
Sized = SpecialAlias(collections.abc.Sized, 0)
ByteString = SpecialAlias(collections.abc.ByteString, 0)
Awaitable = SpecialAlias(collections.abc.Awaitable, 1)
Coroutine = SpecialAlias(collections.abc.Coroutine, 3)
AsyncIterable = SpecialAlias(collections.abc.AsyncIterable, 1)
AsyncIterator = SpecialAlias(collections.abc.AsyncIterator, 1)
AsyncGenerator = SpecialAlias(collections.abc.AsyncGenerator, 2, defaults=(type(None),))
Iterable = SpecialAlias(collections.abc.Iterable, 1)
Iterator = SpecialAlias(collections.abc.Iterator, 1)
Reversible = SpecialAlias(collections.abc.Reversible, 1)
Generator = SpecialAlias(collections.abc.Generator, 3, defaults=(type(None), type(None)))
Container = SpecialAlias(collections.abc.Container, 1)
Collection = SpecialAlias(collections.abc.Collection, 1)
AbstractSet = SpecialAlias(collections.abc.Set, 1, "AbstractSet")
MutableSet = SpecialAlias(collections.abc.MutableSet, 1)
Mapping = SpecialAlias(collections.abc.Mapping, 2)
MutableMapping = SpecialAlias(collections.abc.MutableMapping, 2)
MappingView = SpecialAlias(collections.abc.MappingView, 1)
KeysView = SpecialAlias(collections.abc.KeysView, 1)
ItemsView = SpecialAlias(collections.abc.ItemsView, 2)
ValuesView = SpecialAlias(collections.abc.ValuesView, 1)
Sequence = SpecialAlias(collections.abc.Sequence, 1)
MutableSequence = SpecialAlias(collections.abc.MutableSequence, 1)
List = SpecialAlias(list, 1, "List", makes=False)
Deque = SpecialAlias(collections.deque, 1, "Deque")
Set = SpecialAlias(set, 1, "Set", makes=False)
FrozenSet = SpecialAlias(frozenset, 1, "FrozenSet", makes=False)
Dict = SpecialAlias(dict, 2, "Dict", makes=False)
DefaultDict = SpecialAlias(collections.defaultdict, 2, "DefaultDict")
OrderedDict = SpecialAlias(collections.OrderedDict, 2)
Counter = SpecialAlias(collections.Counter, 1)
ChainMap = SpecialAlias(collections.ChainMap, 2)
Type = SpecialAlias(type, 1, "Type", makes=False)
Tuple = TupleType(tuple, -1, "Tuple", makes=False)
Callable = CallableType(collections.abc.Callable, 2, "Callable")
ContextManager = SpecialAlias(
    contextlib.AbstractContextManager, 2, "ContextManager", defaults=(bool | None,)
)
AsyncContextManager = SpecialAlias(
    contextlib.AbstractAsyncContextManager, 2, "AsyncContextManager", defaults=(bool | None,)
)

T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
AnyStr = TypeVar("AnyStr", bytes, str)


def __getattr__(name):
    if name in ("Pattern", "Match"):
        import re

        made = globals()[name] = SpecialAlias(getattr(re, name), 1)
        return made
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), "Pattern", "Match"} - {"__getattr__", "__dir__"})


@runtime_checkable
class SupportsInt(Protocol):
    """What int() takes: __int__."""

    __slots__ = ()

    @abstractmethod
    def __int__(self) -> int:
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    """What float() takes: __float__."""

    __slots__ = ()

    @abstractmethod
    def __float__(self) -> float:
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    """What complex() takes: __complex__."""

    __slots__ = ()

    @abstractmethod
    def __complex__(self) -> complex:
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    """What bytes() takes: __bytes__."""

    __slots__ = ()

    @abstractmethod
    def __bytes__(self) -> bytes:
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    """What operator.index() takes: __index__."""

    __slots__ = ()

    @abstractmethod
    def __index__(self) -> int:
        pass


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    """What abs() takes: __abs__, with the type of its result."""

    __slots__ = ()

    @abstractmethod
    def __abs__(self) -> T_co:
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    """What round() takes: __round__, with the type of its result."""

    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co:
        pass


class IO(Generic[AnyStr]):
    """A file of strings or bytes, for annotations."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    """What open() gives for a mode with b."""

    __slots__ = ()


class TextIO(IO[str]):
    """What open() gives for a mode without b."""

    __slots__ = ()


class NewType:
    """A name that checkers keep apart from the type behind it; calling it gives the argument back."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        try:
            self.__module__ = sys._getframe(1).f_globals.get("__name__", "__main__")
        except (AttributeError, ValueError):
            self.__module__ = "__main__"

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        own = self.__name__

        class Refusing:
            def __init_subclass__(cls):
                wanted = cls.__name__
                raise TypeError(
                    f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                    f"`{wanted} = NewType({wanted!r}, {own})`"
                )

        return (Refusing,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def get_origin(tp):
    """What was subscripted: list for list[int], Union for a union; None for what was not."""
    if isinstance(tp, AnnotatedAlias):
        return Annotated
    if isinstance(tp, (Alias, SpecialAlias, types.GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """What stands between the brackets, a tuple: (int,) for list[int], () without any."""
    if isinstance(tp, AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (Alias, types.GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is collections.abc.Callable:
            *parameters, result = args
            if len(parameters) != 1 or not _substitution.stands_for_parameters(parameters[0]):
                return parameters, result
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def _without_extras(tp):
    """A type without the metadata of Annotated and the marks of TypedDict."""
    if isinstance(tp, AnnotatedAlias):
        return _without_extras(tp.__origin__)
    if isinstance(tp, Alias) and tp.__origin__ in (Required, NotRequired, ReadOnly):
        return _without_extras(tp.__args__[0])
    if isinstance(tp, (Alias, types.GenericAlias, types.UnionType)) and not isinstance(tp, LiteralAlias):
        stripped = tuple(map(_without_extras, tp.__args__))
        if stripped == tp.__args__:
            return tp
        if isinstance(tp, types.GenericAlias):
            return types.GenericAlias(tp.__origin__, stripped)
        if isinstance(tp, types.UnionType):
            return functools.reduce(lambda a, b: a | b, stripped)
        return tp.copy_with(stripped)
    return tp


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function, class or module with all names looked up, those of base classes first.

    Without include_extras, Annotated[X, ...] becomes X. Raises TypeError for what has no annotations.
    """
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            globals = getattr(module, "__dict__", {}) if globalns is None else globalns
            annotations = base.__dict__.get("__annotations__", {})
            locals = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # Names of the module come before those of the class.
                globals, locals = locals, globals
            for name, value in annotations.items():
                value = check_type(value) if value is None or isinstance(value, str) else value
                hints[name] = evaluate(value, globals, locals, base.__type_params__)
    else:
        if isinstance(obj, types.ModuleType):
            globals = obj.__dict__
        else:
            inner = obj
            while hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            globals = getattr(inner, "__globals__", {})
        if globalns is not None:
            globals = globalns
        locals = globals if localns is None else localns
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            if isinstance(obj, (types.BuiltinFunctionType, types.MethodType, types.FunctionType, types.ModuleType)):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in annotations.items():
            value = check_type(value) if value is None or isinstance(value, str) else value
            hints[name] = evaluate(value, globals, locals, getattr(obj, "__type_params__", ()))
    return hints if include_extras else {name: _without_extras(value) for name, value in hints.items()}


def cast(typ, val):
    """The value as it is; checkers take its type from the first argument."""
    return val


def assert_type(val, typ, /):
    """The value as it is; checkers complain unless they infer just this type."""
    return val


def assert_never(arg, /):
    """Raises AssertionError; checkers complain unless nothing can come here."""
    shown = repr(arg)
    if len(shown) > 100:
        shown = shown[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {shown}")


def reveal_type(obj, /):
    """The value as it is, its class on sys.stderr; checkers say what they infer."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


_overloads = collections.defaultdict(functools.partial(collections.defaultdict, dict))


def _overload_refused(*args, **kwargs):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed."
    )


def overload(func):
    """One way to call a function: for checkers, which read it beside the implementation that follows."""
    inner = getattr(func, "__func__", func)
    try:
        _overloads[inner.__module__][inner.__qualname__][inner.__code__.co_firstlineno] = func
    except AttributeError:
        # Not an ordinary function: nothing to remember.
        pass
    return _overload_refused


def get_overloads(func):
    """What @overload has seen for a function, a list in order of definition."""
    inner = getattr(func, "__func__", func)
    if inner.__module__ not in _overloads:
        return []
    return list(_overloads[inner.__module__].get(inner.__qualname__, {}).values())


def clear_overloads():
    """Forget what @overload has seen."""
    _overloads.clear()


def _marked(obj, name, value=True):
    try:
        setattr(obj, name, value)
    except (AttributeError, TypeError):
        # Not every object takes attributes; the mark is for type checkers.
        pass
    return obj


def final(f):
    """Marks a method not to be overridden, or a class not to be derived from, with __final__."""
    return _marked(f, "__final__")


def override(method, /):
    """Marks a method that a base class has too, with __override__ (PEP 698)."""
    return _marked(method, "__override__")


def no_type_check(arg):
    """Has get_type_hints() and checkers leave the annotations of a function or class alone."""
    if isinstance(arg, type):
        for value in vars(arg).values():
            if isinstance(value, types.FunctionType) and value.__qualname__.startswith(arg.__qualname__ + "."):
                value.__no_type_check__ = True
    return _marked(arg, "__no_type_check__")


def no_type_check_decorator(decorator):
    """A decorator whose results are marked by no_type_check()."""
    import warnings

    warnings.warn(
        "'typing.no_type_check_decorator' is deprecated and slated for removal in Python 3.15",
        DeprecationWarning,
        stacklevel=2,
    )

    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False,
                        field_specifiers=(), **kwargs):
    """Tells checkers that a decorator, base or metaclass makes classes as @dataclass does (PEP 681)."""

    def mark(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "frozen_default": frozen_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn

    return mark
