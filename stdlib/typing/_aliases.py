"""The forms of `typing` that can be subscripted, and what subscribing gives."""

import collections
import collections.abc
import functools
import types
from _typing import Generic, ParamSpec, TypeVarTuple, make_union


class ForwardRef:
    """A type that is named before it exists: text to be evaluated later."""

    __slots__ = (
        "__forward_arg__", "__forward_code__", "__forward_module__", "__forward_is_class__", "__forward_is_argument__",
    )

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            # Written with a star, it is the inside of a subscript.
            source = f"({arg},)[0]" if arg.startswith("*") else arg
            self.__forward_code__ = compile(source, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_module__ = module
        self.__forward_is_class__ = is_class
        self.__forward_is_argument__ = is_argument

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError("Cannot subclass special typing classes")

    def _evaluate(self, globals, locals, type_params=()):
        if globals is None and locals is None:
            globals = locals = {}
        elif globals is None:
            globals = locals
        elif locals is None:
            locals = globals
        if self.__forward_module__ is not None:
            import sys

            globals = getattr(sys.modules.get(self.__forward_module__), "__dict__", globals)
        if type_params:
            locals = {**{p.__name__: p for p in type_params}, **locals}
        found = eval(self.__forward_code__, globals, locals)
        return evaluate(check_type(found, special=True), globals, locals, type_params)

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        mine = self.__forward_arg__, self.__forward_module__
        return mine == (other.__forward_arg__, other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = "" if self.__forward_module__ is None else f", module={self.__forward_module__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


ForwardRef.__module__ = "typing"


def converted(arg):
    """A type argument: None stands for its type, text for a type that is named."""
    if arg is None:
        return type(None)
    return ForwardRef(arg) if isinstance(arg, str) else arg


def check_type(arg, message="types", special=False):
    """A type argument, converted. Raises TypeError for forms that are no types: the marks of variables are special."""
    arg = converted(arg)
    if special and any(arg is mark for mark in MARKS):
        return arg
    if isinstance(arg, Alias) and any(arg.__origin__ is form for form in (BASES if special else BASES + MARKS)):
        raise TypeError(f"{arg} is not valid as type argument")
    if any(arg is form for form in UNFINISHED + BASES) or isinstance(arg, Form) and arg not in TYPES:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def is_unpacked(arg):
    """Whether a type argument stands for several."""
    return isinstance(arg, UnpackAlias) or isinstance(arg, types.GenericAlias) and arg.__unpacked__


def evaluate(value, globals, locals, type_params=()):
    """A type with all that is only named in it looked up."""
    if isinstance(value, ForwardRef):
        return value._evaluate(globals, locals, type_params)
    if not isinstance(value, (Alias, types.GenericAlias, types.UnionType)):
        return value
    args = value.__args__
    fresh = tuple(
        evaluate(ForwardRef(arg) if isinstance(arg, str) and not isinstance(value, LiteralAlias) else arg,
                 globals, locals, type_params)
        for arg in args
    )
    if fresh == args:
        return value
    if isinstance(value, types.GenericAlias):
        return types.GenericAlias(value.__origin__, fresh)
    if isinstance(value, types.UnionType):
        return make_union(fresh)
    return value.copy_with(fresh)


def shown(value):
    """A type as reprs show it."""
    if isinstance(value, tuple):
        # The types in the place of a ParamSpec.
        return "[" + ", ".join(map(shown, value)) + "]"
    if value is ...:
        return "..."
    if isinstance(value, type) and not isinstance(value, types.GenericAlias):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, types.FunctionType):
        return value.__name__
    return repr(value)


def parameters_of(args):
    """The type parameters that arguments mention, each once."""
    found = []
    for arg in args:
        if isinstance(arg, type):
            continue
        if isinstance(arg, tuple):
            inner = parameters_of(arg)
        elif hasattr(arg, "__typing_subst__"):
            inner = (arg,)
        else:
            inner = getattr(arg, "__parameters__", ())
        found += [parameter for parameter in inner if parameter not in found]
    return tuple(found)


def _cached(function):
    """Remembers results where the arguments can be hashed."""
    remembered = functools.lru_cache(typed=True)(function)

    @functools.wraps(function)
    def ask(*args, **kwargs):
        try:
            return remembered(*args, **kwargs)
        except TypeError:
            return function(*args, **kwargs)

    return ask


class _Operators:
    """`X | Y` for everything here."""

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class Form(_Operators):
    """A name with a meaning of its own: `Any` as a type, `Optional`, `ClassVar`."""

    def __init__(self, function):
        self._name = function.__name__
        self.__doc__ = function.__doc__
        self._subscript = function
        self.__module__ = "typing"

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(name)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, instance):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, arguments):
        return self._subscript(self, arguments)


def bare(form, arguments):
    """For forms that cannot be subscripted."""
    raise TypeError(f"{form} is not subscriptable")


class Alias(_Operators):
    """A form or a generic class with arguments."""

    def __init__(self, origin, args, *, name=None, makes=True):
        self.__origin__ = origin
        self._makes = makes
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = parameters_of(self.__args__)
        self._name = name
        if not name:
            self.__module__ = origin.__module__

    def copy_with(self, args):
        """The same with other arguments."""
        return type(self)(self.__origin__, args, name=self._name, makes=self._makes)

    def __getitem__(self, given):
        from typing import _substitution

        if any(self.__origin__ is base for base in BASES):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        given = _substitution.unpacked(map(converted, given if isinstance(given, tuple) else (given,)))
        for parameter in self.__parameters__:
            given = parameter.__typing_prepare_subst__(self, given)
        wanted = len(self.__parameters__)
        if len(given) != wanted:
            how = "many" if len(given) > wanted else "few"
            raise TypeError(f"Too {how} arguments for {self}; actual {len(given)}, expected {wanted}")
        return self.copy_with(self._substituted(self.__args__, dict(zip(self.__parameters__, given))))

    def _substituted(self, args, places):
        fresh = []
        for arg in args:
            replaced = self._replaced(arg, places)
            several = isinstance(replaced, tuple) and self.__origin__ is collections.abc.Callable
            if several or getattr(arg, "__typing_is_unpacked_typevartuple__", False):
                fresh.extend(replaced)
            else:
                fresh.append(replaced)
        return tuple(fresh)

    def _replaced(self, arg, places):
        """An argument with the types in place of its parameters."""
        if isinstance(arg, type):
            return arg
        if isinstance(arg, tuple):
            return self._substituted(arg, places)
        if hasattr(arg, "__typing_subst__"):
            return arg.__typing_subst__(places[arg])
        inner = getattr(arg, "__parameters__", ())
        if not inner:
            return arg
        chosen = []
        for parameter in inner:
            value = places[parameter]
            chosen.extend(value) if isinstance(parameter, TypeVarTuple) else chosen.append(value)
        return arg[tuple(chosen)]

    def __call__(self, *args, **kwargs):
        if not self._makes:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            # Not every object takes attributes, and some refuse them in their own way.
            pass
        return made

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, Form):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return _with_generic(self, bases)
        if self.__origin__ is Generic:
            # Another base brings it.
            if any(base is other for base in bases for other in BASES[1:]):
                return ()
            for other in bases[bases.index(self) + 1:]:
                if isinstance(other, (Alias, SpecialAlias)) or getattr(other, "__origin__", None) is Generic:
                    return ()
        return (self.__origin__,)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not (name.startswith("__") and name.endswith("__")):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        own = name.startswith("__") and name.endswith("__") or name in ("_name", "_makes")
        if own:
            super().__setattr__(name, value)
        else:
            setattr(self.__origin__, name, value)

    def __eq__(self, other):
        if not isinstance(other, Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, tuple(tuple(a) if isinstance(a, list) else a for a in self.__args__)))

    def __repr__(self):
        name = "typing." + self._name if self._name else shown(self.__origin__)
        args = ", ".join(map(shown, self.__args__)) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __instancecheck__(self, instance):
        return self.__subclasscheck__(type(instance))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __iter__(self):
        yield Unpack[self]

    def __reduce__(self):
        import operator

        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        if self._name:
            import typing

            return operator.getitem, (getattr(typing, self._name), args)
        return operator.getitem, (self.__origin__, args)


def _with_generic(alias, bases):
    """What stands for an alias of another class among bases: that, and Generic unless a later base brings it."""
    entries = () if alias.__origin__ in bases else (alias.__origin__,)
    for other in bases[bases.index(alias) + 1:]:
        if isinstance(other, (Alias, SpecialAlias)):
            return entries
        if isinstance(other, type):
            brought = (other,)
        else:
            replace = getattr(other, "__mro_entries__", None)
            brought = replace(bases) if replace else ()
        if any(isinstance(base, type) and issubclass(base, Generic) for base in brought):
            return entries
    return (*entries, Generic)


class UnionAlias(Alias):
    """`Union[X, Y]`."""

    def copy_with(self, args):
        return Union[args]

    def __eq__(self, other):
        if not isinstance(other, (UnionAlias, types.UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            other, = [arg for arg in args if arg is not type(None)] or [type(None)]
            return f"typing.Optional[{shown(other)}]"
        return super().__repr__()

    def __instancecheck__(self, instance):
        return any(isinstance(instance, arg) for arg in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


class CallableAlias(Alias):
    """`Callable[[X], Y]`: the types of the parameters, then that of the result."""

    def copy_with(self, args):
        return CallableAlias(self.__origin__, args, name=self._name)

    def __repr__(self):
        *args, result = self.__args__
        if len(args) == 1 and (args[0] is ... or isinstance(args[0], (tuple, list, ParamSpec, ConcatenateAlias))):
            return f"typing.Callable[{shown(args[0])}, {shown(result)}]"
        return f"typing.Callable[[{', '.join(map(shown, args))}], {shown(result)}]"

    def __reduce__(self):
        import operator
        import typing

        *args, result = self.__args__
        parameters = args[0] if len(args) == 1 and args[0] is ... else list(args)
        return operator.getitem, (typing.Callable, (parameters, result))


class LiteralAlias(Alias):
    """`Literal[1, "a"]`."""

    def __eq__(self, other):
        if not isinstance(other, LiteralAlias):
            return NotImplemented
        return {(type(a), a) for a in self.__args__} == {(type(a), a) for a in other.__args__}

    def __hash__(self):
        return hash(frozenset((type(a), a) for a in self.__args__))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__)) or '()'}]"


class AnnotatedAlias(Alias):
    """`Annotated[X, ...]`: a type and what else is known about it."""

    def __init__(self, origin, metadata):
        if isinstance(origin, AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, args):
        return AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{shown(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __eq__(self, other):
        if not isinstance(other, AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return "Annotated"
        return super().__getattr__(name)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __reduce__(self):
        import operator

        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))


class ConcatenateAlias(Alias):
    """`Concatenate[X, P]`."""

    def copy_with(self, args):
        *first, last = args
        if isinstance(last, (list, tuple)):
            return (*first, *last)
        if isinstance(last, ConcatenateAlias):
            args = (*first, *last.__args__)
        return super().copy_with(args)


class UnpackAlias(Alias):
    """`Unpack[X]`."""

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg, = self.__args__
        if not isinstance(arg, (Alias, types.GenericAlias)):
            return None
        if arg.__origin__ is not tuple:
            raise TypeError("Unpack[...] must be used with a tuple type")
        return arg.__args__

    def __getitem__(self, given):
        return given if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(given)


@Form
@_cached
def Union(self, arguments):
    """One of several types: Union[X, Y], or X | Y."""
    if arguments == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(arguments, tuple):
        arguments = (arguments,)
    flat = []
    for arg in (check_type(arg, "Union[arg, ...]: each arg must be a type.") for arg in arguments):
        flat.extend(arg.__args__ if isinstance(arg, (UnionAlias, types.UnionType)) else (arg,))
    unique = []
    for arg in flat:
        if arg not in unique:
            unique.append(arg)
    if len(unique) == 1:
        return unique[0]
    return UnionAlias(self, tuple(unique), name="Union")


@Form
def Optional(self, argument):
    """A type or None: Optional[X]."""
    return Union[check_type(argument, f"{self} requires a single type."), type(None)]


@Form
def Literal(self, arguments):
    """Certain values and no others: Literal[1, 'a'] (PEP 586)."""
    if not isinstance(arguments, tuple):
        arguments = (arguments,)
    flat = []
    for arg in arguments:
        flat.extend(arg.__args__ if isinstance(arg, LiteralAlias) else (arg,))
    seen, unique = [], []
    for arg in flat:
        if (type(arg), arg) not in seen:
            seen.append((type(arg), arg))
            unique.append(arg)
    return LiteralAlias(self, tuple(unique), name="Literal")


@Form
def Annotated(self, arguments):
    """A type and what else is known about it: Annotated[int, 'metres'] (PEP 593)."""
    if not isinstance(arguments, tuple) or len(arguments) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    origin, *metadata = arguments
    return AnnotatedAlias(check_type(origin, "Annotated[t, ...]: t must be a type."), tuple(metadata))


@Form
def Concatenate(self, arguments):
    """Parameters in front of those of a ParamSpec: Concatenate[X, P] (PEP 612)."""
    if not isinstance(arguments, tuple):
        arguments = (arguments,)
    if not arguments:
        raise TypeError("Cannot take a Concatenate of no types.")
    if not (arguments[-1] is ... or isinstance(arguments[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    return ConcatenateAlias(self, (*map(check_type, arguments[:-1]), arguments[-1]), name="Concatenate")


@Form
def Unpack(self, argument):
    """The types of a tuple one by one, or the keys of a TypedDict: Unpack[X], *X (PEP 646, 692)."""
    return UnpackAlias(self, (check_type(argument, f"{self} accepts only single type."),), name="Unpack")


def single(name, doc, special=False, qualified=True):
    """A form that takes one type, some also the marks of variables."""

    def subscript(self, argument):
        message = f"{self} accepts only single type." if qualified else f"{name} accepts only a single type."
        return Alias(self, (check_type(argument, message, special),), name=name)

    subscript.__name__, subscript.__doc__ = name, doc
    return Form(subscript)


def plain(name, doc):
    """A form that takes nothing."""

    def subscript(self, argument):
        bare(self, argument)

    subscript.__name__, subscript.__doc__ = name, doc
    return Form(subscript)


class SpecialAlias(_Operators):
    """A class of another module that can be subscripted under its name in `typing`: `List`, `Iterable`."""

    def __init__(self, origin, count, name=None, defaults=(), makes=True):
        self.__origin__ = origin
        self._makes = makes
        self._count = count
        self._defaults = defaults
        self._name = name or origin.__name__
        self.__doc__ = f"{origin.__module__}.{origin.__qualname__} with type arguments, under its older name."
        self.__module__ = "typing"

    def __getitem__(self, arguments):
        if not isinstance(arguments, tuple):
            arguments = (arguments,)
        arguments = tuple(check_type(arg, "Parameters to generic types must be types.") for arg in arguments)
        if len(arguments) < self._count and self._defaults:
            arguments += self._defaults[len(arguments) - self._count:]
        if len(arguments) != self._count:
            how = "many" if len(arguments) > self._count else "few"
            raise TypeError(f"Too {how} arguments for {self}; actual {len(arguments)}, expected {self._count}")
        return Alias(self.__origin__, arguments, name=self._name, makes=self._makes)

    __call__ = Alias.__call__
    __mro_entries__ = _with_generic

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        if "__origin__" in self.__dict__ and not (name.startswith("__") and name.endswith("__")):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, SpecialAlias):
            return issubclass(cls.__origin__, self.__origin__)
        return issubclass(cls, self.__origin__)


class TupleType(SpecialAlias):
    """`Tuple`, which takes any number of types."""

    def __getitem__(self, arguments):
        if not isinstance(arguments, tuple):
            arguments = (arguments,)
        if len(arguments) >= 2 and arguments[-1] is ...:
            arguments = (*map(check_type, arguments[:-1]), ...)
        else:
            arguments = tuple(map(check_type, arguments))
        return Alias(tuple, arguments, name="Tuple", makes=False)


class CallableType(SpecialAlias):
    """`Callable`, which takes the types of the parameters and that of the result."""

    def __getitem__(self, arguments):
        if not isinstance(arguments, tuple) or len(arguments) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        parameters, result = arguments
        result = check_type(result, "Callable[args, result]: result must be a type.")
        # A lone type is taken for a list of one.
        parameters = tuple(parameters) if isinstance(parameters, (list, tuple)) else (parameters,)
        parameters = tuple(map(converted, parameters))
        return CallableAlias(collections.abc.Callable, (*parameters, result), name="Callable")


# What is no type: classes to derive from, marks of variables, forms that mean nothing without arguments; and the forms
# that are types as they are. `typing` fills the lists.
BASES = [Generic]
MARKS = []
UNFINISHED = []
TYPES = []
