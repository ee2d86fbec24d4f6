"""Looking at live objects: what they are, how functions are called, where source is."""

import functools
import linecache
import sys
import types
from keyword import iskeyword

__all__ = [
    "BoundArguments", "Parameter", "Signature", "cleandoc", "currentframe", "getattr_static", "getcoroutinestate",
    "getdoc", "getfile", "getfullargspec", "getgeneratorstate", "getmembers", "getmodule", "getmodulename", "getmro", "getsource",
    "getsourcefile", "getsourcelines", "isabstract", "isasyncgen", "isasyncgenfunction", "isawaitable", "isbuiltin",
    "isclass", "iscode", "iscoroutine", "iscoroutinefunction", "isdatadescriptor", "isframe", "isfunction",
    "isgenerator", "isgeneratorfunction", "ismemberdescriptor", "ismethod", "ismethoddescriptor", "ismodule",
    "isroutine", "istraceback", "markcoroutinefunction", "signature", "unwrap",
]

CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR, CO_COROUTINE = 4, 8, 32, 128
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 256, 512

GEN_CREATED, GEN_RUNNING = "GEN_CREATED", "GEN_RUNNING"
GEN_SUSPENDED, GEN_CLOSED = "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING = "CORO_CREATED", "CORO_RUNNING"
CORO_SUSPENDED, CORO_CLOSED = "CORO_SUSPENDED", "CORO_CLOSED"


def _is(name, kind, doc):
    def ask(object):
        return isinstance(object, kind)

    ask.__name__, ask.__qualname__, ask.__doc__ = name, name, doc
    return ask


ismodule = _is("ismodule", types.ModuleType, "Whether this is a module.")
isclass = _is("isclass", type, "Whether this is a class.")
ismethod = _is("ismethod", types.MethodType, "Whether this is a function bound to an object.")
isfunction = _is("isfunction", types.FunctionType, "Whether this is a function written in Python.")
isgenerator = _is("isgenerator", types.GeneratorType, "Whether this is what a generator function gives.")
iscoroutine = _is("iscoroutine", types.CoroutineType, "Whether this is what an async def function gives.")
isasyncgen = _is("isasyncgen", types.AsyncGeneratorType, "Whether this is what an asynchronous generator function gives.")
istraceback = _is("istraceback", types.TracebackType, "Whether this is an entry of a traceback.")
isframe = _is("isframe", types.FrameType, "Whether this is a call on its way.")
iscode = _is("iscode", types.CodeType, "Whether this is compiled code.")
isbuiltin = _is("isbuiltin", types.BuiltinFunctionType, "Whether this is a function written in Rust, bound or not.")
ismemberdescriptor = _is("ismemberdescriptor", types.MemberDescriptorType, "Whether this is an attribute that __slots__ made.")
isgetsetdescriptor = _is("isgetsetdescriptor", types.GetSetDescriptorType, "Whether this is an attribute that natives get and set.")
ismethodwrapper = _is("ismethodwrapper", types.MethodWrapperType, "Whether this is a bound special method of a builtin.")


def isdatadescriptor(object):
    """Whether this takes assignments to an attribute: it has __set__ or __delete__."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismethoddescriptor(object):
    """Whether this has __get__ without __set__, as methods of builtin classes do; functions and classes do not count."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not isdatadescriptor(object)


def isroutine(object):
    """Whether this is a function or a method of whatever kind."""
    return (
        isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
        or ismethodwrapper(object)
    )


def isabstract(object):
    """Whether this is a class that still has abstract methods."""
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", None))


def _plain(function):
    """The function inside methods and partial objects."""
    while True:
        if ismethod(function):
            function = function.__func__
        elif isinstance(function, functools.partial):
            function = function.func
        else:
            return function


def _has_flag(function, flag):
    function = _plain(function)
    return isfunction(function) and bool(function.__code__.co_flags & flag)


_MARK = object()


def markcoroutinefunction(func):
    """Makes a function count as a coroutine function."""
    getattr(func, "__func__", func)._is_coroutine_mark = _MARK
    return func


def isgeneratorfunction(obj):
    """Whether calling this gives a generator."""
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    """Whether calling this gives a coroutine: an async def, or one that markcoroutinefunction() names so."""
    return _has_flag(obj, CO_COROUTINE) or getattr(_plain(obj), "_is_coroutine_mark", None) is _MARK


def isasyncgenfunction(obj):
    """Whether calling this gives an asynchronous generator."""
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isawaitable(object):
    """Whether await takes this."""
    if isinstance(object, types.CoroutineType):
        return True
    if isinstance(object, types.GeneratorType):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return hasattr(type(object), "__await__")


def getgeneratorstate(generator):
    """Where a generator stands: one of the four names GEN_..."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getcoroutinestate(coroutine):
    """Where a coroutine stands: one of the four names CORO_..."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getgeneratorlocals(generator):
    """The variables of a generator by name; none once it has ended."""
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals


def getcoroutinelocals(coroutine):
    """The variables of a coroutine by name; none once it has ended."""
    frame = coroutine.cr_frame
    return {} if frame is None else frame.f_locals


def getmembers(object, predicate=None):
    """What dir() names, as sorted pairs (name, value); with a predicate, those whose value it is true of."""
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda pair: pair[0])


def getmro(cls):
    """The class and its bases, as attributes are looked up."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """What is left when all decorators that set __wrapped__ are taken off; stop(function) may end this earlier."""
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


_missing = object()


def getattr_static(obj, attr, default=_missing):
    """An attribute as it lies in the object or its classes: no __getattr__, no descriptor and no property is asked."""
    places = []
    if isinstance(obj, type):
        places = [*type.__dict__["__mro__"].__get__(obj)]
    else:
        try:
            places = [object.__getattribute__(obj, "__dict__")]
        except AttributeError:
            pass
        places += type(obj).__mro__
    for place in places:
        held = place if isinstance(place, dict) else place.__dict__
        if attr in held:
            return held[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


def cleandoc(doc):
    """A docstring without the margin that its lines share, and without empty lines around it."""
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip(" "), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """The docstring of an object, or for a class that has none that of a base, without its margin."""
    doc = getattr(object, "__doc__", None)
    if doc is None and isinstance(object, type):
        inherited = (base.__dict__.get("__doc__") for base in object.__mro__[1:-1])
        doc = next((text for text in inherited if text is not None), None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getmodulename(path):
    """The name of the module that a path ending in .py holds, or None."""
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def getmodule(object, _filename=None):
    """The imported module that __module__ names, or None."""
    return object if ismodule(object) else sys.modules.get(getattr(object, "__module__", None))


def getfile(object):
    """The path of the file where something is defined. Raises TypeError for what is not written in Python."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    held = object.__func__ if ismethod(object) else object
    for name in ("__code__", "tb_frame", "f_code"):
        if isfunction(held) or istraceback(held) or isframe(held):
            held = getattr(held, name, held)
    if iscode(held):
        return held.co_filename
    raise TypeError(
        "module, class, method, function, traceback, frame, or code object was expected, got "
        + type(held).__name__
    )


def getsourcefile(object):
    """As getfile(): there are no compiled files."""
    return getfile(object)


def _block(lines):
    """The lines of the statement that begins with the first: a header and what is indented under it."""
    margin = len(lines[0]) - len(lines[0].lstrip())
    last, open_brackets, in_header = 0, 0, True
    for number, line in enumerate(lines):
        text = line.strip()
        if in_header:
            open_brackets += sum(text.count(c) for c in "([{") - sum(text.count(c) for c in ")]}")
            last = number
            in_header = open_brackets > 0 or text.startswith("@") or not text.split("#")[0].rstrip().endswith(":")
            if in_header and open_brackets <= 0 and not text.startswith("@"):
                break
            continue
        if not text or text.startswith("#"):
            continue
        if len(line) - len(line.lstrip()) <= margin:
            break
        last = number
    return lines[:last + 1]


def getsourcelines(object):
    """The lines of a definition and the number of the first; of a module, all and 0. Raises OSError without a file."""
    object = unwrap(object)
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        first = object.__dict__.get("__firstlineno__", 1)
    else:
        object = _plain(object)
        code = getattr(object, "__code__", None) or getattr(getattr(object, "f_code", object), "co_code", object)
        first = getattr(code, "co_firstlineno", 1)
    return _block(lines[first - 1:]), first


def getsource(object):
    """As getsourcelines(), in one text."""
    return "".join(getsourcelines(object)[0])


def currentframe():
    """The frame of the code that asks."""
    return sys._getframe(1) if hasattr(sys, "_getframe") else None


class _empty:
    """Stands for what is not there."""


class _ParameterKind(int):
    def __new__(cls, number, name, description):
        self = int.__new__(cls, number)
        self.name, self.description = name, description
        return self

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    def __str__(self):
        return self.name


_POSITIONAL_ONLY = _ParameterKind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _ParameterKind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _ParameterKind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _ParameterKind(4, "VAR_KEYWORD", "variadic keyword")
_KINDS = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD


def formatannotation(annotation, base_module=None):
    """An annotation as signatures show it."""
    module = getattr(annotation, "__module__", None)
    if isinstance(module, str) and module.partition(".")[0] == "typing":
        return repr(annotation).replace("typing.", "")
    if not isinstance(annotation, type) or isinstance(annotation, types.GenericAlias):
        return repr(annotation)
    prefix = "" if module in ("builtins", base_module) else module + "."
    return prefix + annotation.__qualname__


class Parameter:
    """One parameter of a function."""

    __slots__ = ("name", "kind", "default", "annotation")

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if kind not in _KINDS:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        kind = _KINDS[kind]
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[0:1] == "." and name[1:].isdigit():
            # What a comprehension is called with.
            name, kind = "implicit" + name[1:], _POSITIONAL_ONLY
        if iskeyword(name) and kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, *, name=_missing, kind=_missing, annotation=_missing, default=_missing):
        """A parameter like this one with some things changed."""
        return type(self)(
            self.name if name is _missing else name,
            self.kind if kind is _missing else kind,
            default=self.default if default is _missing else default,
            annotation=self.annotation if annotation is _missing else annotation,
        )

    def __str__(self):
        text = self.name
        if self.annotation is not _empty:
            text += ": " + formatannotation(self.annotation)
        if self.default is not _empty:
            text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self.kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __hash__(self):
        return hash((self.name, self.kind))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        mine = self.name, self.kind, self.default, self.annotation
        return mine == (other.name, other.kind, other.default, other.annotation)


class BoundArguments:
    """Arguments of a call by the names of the parameters."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        """The arguments to pass by position."""
        found = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_KEYWORD_ONLY, _VAR_KEYWORD) or name not in self.arguments:
                break
            value = self.arguments[name]
            found.extend(value) if parameter.kind is _VAR_POSITIONAL else found.append(value)
        return tuple(found)

    @property
    def kwargs(self):
        """The arguments to pass by name."""
        found, by_name = {}, False
        for name, parameter in self._signature.parameters.items():
            if name not in self.arguments:
                by_name = True
            elif parameter.kind is _VAR_KEYWORD:
                found.update(self.arguments[name])
            elif parameter.kind is _KEYWORD_ONLY or by_name:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        """Fills in the defaults of what was not given."""
        filled = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                filled[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                filled[name] = {}
        self.arguments = filled

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<BoundArguments ({', '.join(f'{k}={v!r}' for k, v in self.arguments.items())})>"


class Signature:
    """The parameters of a function and the annotation of its result."""

    __slots__ = ("parameters", "return_annotation")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found, before, defaults = {}, _POSITIONAL_ONLY, False
        for parameter in parameters or ():
            name, kind = parameter.name, parameter.kind
            if kind < before:
                raise ValueError(
                    f"wrong parameter order: {before.description} parameter before {kind.description} parameter"
                )
            before = kind
            if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                if parameter.default is not _empty:
                    defaults = True
                elif defaults:
                    raise ValueError("non-default argument follows default argument")
            if name in found:
                raise ValueError(f"duplicate parameter name: {name!r}")
            found[name] = parameter
        self.parameters = types.MappingProxyType(found)
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of something that can be called."""
        return signature(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)

    def replace(self, *, parameters=_missing, return_annotation=_missing):
        """A signature like this one with some things changed."""
        return type(self)(
            self.parameters.values() if parameters is _missing else parameters,
            return_annotation=self.return_annotation if return_annotation is _missing else return_annotation,
        )

    def bind(self, /, *args, **kwargs):
        """The arguments by parameters; TypeError if they do not fit."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """As `bind`, where arguments may be missing."""
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        waiting, found, only_positional = list(args), {}, []
        for parameter in self.parameters.values():
            name, kind = parameter.name, parameter.kind
            if kind is _VAR_POSITIONAL:
                if waiting:
                    found[name] = tuple(waiting)
                    waiting = []
            elif kind is _VAR_KEYWORD:
                if kwargs:
                    found[name], kwargs = kwargs, {}
            elif waiting and kind is not _KEYWORD_ONLY:
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                found[name] = waiting.pop(0)
            elif name in kwargs and kind is not _POSITIONAL_ONLY:
                found[name] = kwargs.pop(name)
            elif name in kwargs and kind is _POSITIONAL_ONLY:
                only_positional.append(name)
            elif parameter.default is _empty and not partial:
                raise TypeError(f"missing a required argument: {name!r}")
        if waiting:
            raise TypeError("too many positional arguments")
        if kwargs and only_positional:
            raise TypeError(
                f"got some positional-only arguments passed as keyword arguments: {', '.join(only_positional)!r}"
            )
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, found)

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """The signature as text; where that is wider than max_width, with a line for each parameter."""
        parts, starred, slash = [], False, False
        for parameter in self.parameters.values():
            if parameter.kind is _POSITIONAL_ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if parameter.kind is _VAR_POSITIONAL:
                starred = True
            elif parameter.kind is _KEYWORD_ONLY and not starred:
                parts.append("*")
                starred = True
            parts.append(str(parameter))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __hash__(self):
        return hash(tuple(self.parameters.values()))

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        same = list(self.parameters.values()) == list(other.parameters.values())
        return same and self.return_annotation == other.return_annotation


def _of_function(function, annotations):
    code = function.__code__
    names = code.co_varnames
    count, only = code.co_argcount, code.co_kwonlyargcount
    defaults = function.__defaults__ or ()
    named_defaults = function.__kwdefaults__ or {}
    found = []
    for place, name in enumerate(names[:count]):
        kind = _POSITIONAL_ONLY if place < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        at = place - (count - len(defaults))
        default = defaults[at] if at >= 0 else _empty
        found.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))
    place = count + only
    if code.co_flags & CO_VARARGS:
        found.append(Parameter(names[place], _VAR_POSITIONAL, annotation=annotations.get(names[place], _empty)))
        place += 1
    for name in names[count:count + only]:
        default = named_defaults.get(name, _empty)
        found.append(Parameter(name, _KEYWORD_ONLY, default=default, annotation=annotations.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        found.append(Parameter(names[place], _VAR_KEYWORD, annotation=annotations.get(names[place], _empty)))
    return Signature(found, return_annotation=annotations.get("return", _empty))


class _Unknown:
    """A default that only the builtin knows."""

    def __repr__(self):
        return "<unrepresentable>"


def _of_text(obj, text):
    """The signature that a builtin's `__text_signature__` describes."""
    if "<unrepresentable>" in text and "$self" not in text:
        raise ValueError(f"no signature found for builtin {obj!r}")
    # The module of a function is no argument of its calls.
    for module, rest in (("($module, /, ", "("), ("($module, /)", "()"), ("($module, ", "(")):
        text = text.replace(module, rest)
    text = text.replace("$self", "self").replace("$type", "type")
    text = text.replace("<unrepresentable>", "unknown")
    scope = {"unknown": _Unknown()}
    try:
        exec(f"def described{text}: pass", scope)
    except SyntaxError:
        raise ValueError(f"no signature found for builtin {obj!r}") from None
    return _of_function(scope["described"], {})


def _without_first(found):
    parameters = list(found.parameters.values())
    if not parameters or parameters[0].kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
        raise ValueError("invalid method signature")
    if parameters[0].kind is _VAR_POSITIONAL:
        return found
    return found.replace(parameters=parameters[1:])


def _of_partial(inner, held, first=()):
    """The signature of what is left of a function whose first arguments, and some by name, are given."""
    try:
        given = inner.bind_partial(*first, *held.args, **held.keywords).arguments
    except TypeError as error:
        raise ValueError(f"partial object {held!r} has incorrect arguments") from error
    left, named = [], []
    by_name = False
    for name, parameter in inner.parameters.items():
        kind = parameter.kind
        if name in given and kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD) and (
            kind is _POSITIONAL_ONLY or name not in held.keywords
        ):
            continue
        if name in given and kind in (_POSITIONAL_OR_KEYWORD, _KEYWORD_ONLY):
            by_name = by_name or kind is _POSITIONAL_OR_KEYWORD
            parameter = parameter.replace(default=given[name])
        if not by_name:
            left.append(parameter)
        elif kind is not _VAR_POSITIONAL:
            # Behind what is given by name, all must be.
            named.append(parameter.replace(kind=_KEYWORD_ONLY) if kind is _POSITIONAL_OR_KEYWORD else parameter)
    return inner.replace(parameters=left + named)


# How builtin classes are called that take their arguments apart themselves.
_OF_CLASSES = {
    "list": "(iterable=(), /)", "tuple": "(iterable=(), /)", "set": "(iterable=(), /)", "frozenset": "(iterable=(), /)",
    "float": "(x=0, /)", "bool": "(object=False, /)", "complex": "(real=0, imag=0)", "memoryview": "(object)",
    "property": "(fget=None, fset=None, fdel=None, doc=None)", "staticmethod": "(function, /)",
    "classmethod": "(function, /)", "enumerate": "(iterable, start=0)", "zip": "(*iterables, strict=False)",
    "map": "(function, iterable, /, *iterables)", "filter": "(function, iterable, /)", "reversed": "(sequence, /)",
}


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """How something is called. Raises TypeError for what cannot be, and ValueError where nobody knows."""
    return _signature(obj, dict(follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str))


def _signature(obj, how, skip_bound=True):
    """As signature(); without skip_bound, what a bound method is bound to counts as an argument."""

    def of_method(function):
        found = _signature(function, how, skip_bound)
        return _without_first(found) if skip_bound else found

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return of_method(obj.__func__)
    if how["follow_wrapped"]:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f) or isclass(f))
        if ismethod(obj):
            return _signature(obj, how, skip_bound)
    own = getattr(obj, "__signature__", None)
    if own is not None:
        own = own() if callable(own) else own
        if isinstance(own, str):
            return _of_text(obj, own)
        if not isinstance(own, Signature):
            raise TypeError(f"unexpected object {own!r} in __signature__ attribute")
        return own
    method = getattr(obj, "__partialmethod__", None)
    if isinstance(method, functools.partialmethod):
        inner = _signature(method.func, how, skip_bound)
        found = _of_partial(inner, method, (None,))
        first = next(iter(inner.parameters.values()))
        if first.kind is _VAR_POSITIONAL:
            return found
        return found.replace(parameters=(first, *found.parameters.values()))
    if isfunction(obj):
        return _of_function(obj, _annotations(obj, how))
    if isinstance(obj, functools.partial):
        return _of_partial(_signature(obj.func, how, skip_bound), obj)
    if isinstance(obj, types.GenericAlias):
        return _signature(obj.__origin__, how, skip_bound)
    if isclass(obj):
        return _of_class(obj, of_method)
    text = getattr(obj, "__text_signature__", None)
    if isinstance(text, str):
        found = _of_text(obj, text)
        bound = getattr(obj, "__self__", None)
        is_bound = bound is not None and not ismodule(bound) and "$self" in text
        return _without_first(found) if skip_bound and (is_bound or "$type" in text) else found
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return of_method(call)
    raise ValueError(f"no signature found for builtin {obj!r}")


def _annotations(function, how):
    annotations = dict(function.__annotations__)
    if how["eval_str"]:
        space = function.__globals__ if how["globals"] is None else how["globals"]
        for name, value in annotations.items():
            if isinstance(value, str):
                annotations[name] = eval(value, space, how["locals"])
    return annotations


def _of_class(cls, of_method):
    meta_call = getattr(type(cls), "__call__")
    if isfunction(meta_call):
        return of_method(meta_call)
    for base in cls.__mro__:
        for name in ("__new__", "__init__"):
            maker = base.__dict__.get(name)
            maker = getattr(maker, "__func__", maker)
            if isfunction(maker) or isinstance(maker, functools.partialmethod):
                return of_method(maker)
        if base.__module__ == "builtins" and base.__name__ in _OF_CLASSES:
            return _of_text(cls, _OF_CLASSES[base.__name__])
    if cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
        return Signature()
    raise ValueError(f"no signature found for builtin {'' if cls is type else 'type '}{cls!r}")


@functools.cache
def _full_arg_spec():
    from collections import namedtuple
    fields = "args varargs varkw defaults kwonlyargs kwonlydefaults annotations"
    return namedtuple("FullArgSpec", fields, module="inspect")


def getfullargspec(func):
    """The names and defaults of a function's parameters, by their kinds; those of methods keep their self."""
    try:
        how = dict(follow_wrapped=False, globals=None, locals=None, eval_str=False)
        found = _signature(func, how, skip_bound=False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    names = {kind: [] for kind in (_POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD)}
    defaults, named_defaults, annotations = [], {}, {}
    for name, parameter in found.parameters.items():
        kind = _POSITIONAL_OR_KEYWORD if parameter.kind is _POSITIONAL_ONLY else parameter.kind
        names[kind].append(name)
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
        if parameter.default is not _empty:
            if kind is _KEYWORD_ONLY:
                named_defaults[name] = parameter.default
            else:
                defaults.append(parameter.default)
    if found.return_annotation is not _empty:
        annotations = {"return": found.return_annotation} | annotations
    return _full_arg_spec()(
        names[_POSITIONAL_OR_KEYWORD], next(iter(names[_VAR_POSITIONAL]), None), next(iter(names[_VAR_KEYWORD]), None),
        tuple(defaults) or None, names[_KEYWORD_ONLY], named_defaults or None, annotations,
    )


def __getattr__(name):
    if name == "FullArgSpec":
        return _full_arg_spec()
    raise AttributeError(f"module 'inspect' has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), "FullArgSpec"} - {"__getattr__", "__dir__"})
