"""Classes that mainly hold data: their methods are written from their annotations."""

import abc
import copy
import keyword
import sys
import types

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
    "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    """An attribute of a frozen instance cannot change."""


class _Marker:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._name


class _MISSING_TYPE:
    """The type of MISSING: no default was given."""


class _KW_ONLY_TYPE:
    """The type of KW_ONLY: the fields behind it are given by keyword."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
_FIELD = _Marker("_FIELD")
_FIELD_CLASSVAR = _Marker("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Marker("_FIELD_INITVAR")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT = "__post_init__"
_EMPTY = types.MappingProxyType({})


class InitVar:
    """A field that is an argument of `__init__` and of `__post_init__`, and not kept."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """A field of a data class; made by `field`."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
        "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        parts = ",".join(f"{name}={getattr(self, name)!r}" for name in (
            "name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only",
        ))
        return f"Field({parts},_field_type={self._field_type})"

    def __set_name__(self, owner, name):
        # The default may be a descriptor that wants to know its name.
        setter = getattr(type(self.default), "__set_name__", None)
        if setter:
            setter(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    __slots__ = (
        "init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot",
    )

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        parts = ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"_DataclassParams({parts})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """What is to be known of a field besides its type."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_class_var(annotation, module):
    typing = sys.modules.get("typing")
    if isinstance(annotation, str):
        return _named_type(annotation, module, "ClassVar")
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _is_init_var(annotation, module):
    if isinstance(annotation, str):
        return _named_type(annotation, module, "InitVar")
    return annotation is InitVar or type(annotation) is InitVar


def _named_type(annotation, module, wanted):
    """Whether the text of an annotation begins with a name that stands for the wanted type."""
    head = annotation.split("[")[0].strip()
    if head.rpartition(".")[2] != wanted and "." in head:
        return False
    namespace = getattr(sys.modules.get(module), "__dict__", {})
    first, *rest = head.split(".")
    found = namespace.get(first)
    for name in rest:
        found = getattr(found, name, None)
    if wanted == "InitVar":
        return found is InitVar
    typing = sys.modules.get("typing")
    return typing is not None and found is typing.ClassVar


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING
        made = field(default=default)
    made.name, made.type = name, annotation
    made._field_type = _FIELD
    if _is_class_var(annotation, cls.__module__):
        made._field_type = _FIELD_CLASSVAR
    elif _is_init_var(annotation, cls.__module__):
        made._field_type = _FIELD_INITVAR
    if made._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and made.default_factory is not MISSING:
        raise TypeError(f"field {made.name} cannot have a default factory")
    if made._field_type is _FIELD_CLASSVAR:
        if made.kw_only is not MISSING:
            raise TypeError(f"field {made.name} is a ClassVar but specifies kw_only")
    elif made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._field_type is _FIELD and made.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(made.default)} for field {made.name} is not allowed: use default_factory")
    return made


def _set_new(cls, name, value):
    """Sets an attribute unless the class has it; says whether it had."""
    if name in cls.__dict__:
        return True
    if isinstance(value, types.FunctionType):
        value.__qualname__ = f"{cls.__qualname__}.{value.__name__}"
    setattr(cls, name, value)
    return False


def _compiled(name, parameters, body, values, annotations, namespace):
    """A function written as text; `values` are the names that the text may use."""
    lines = "\n".join(f"        {line}" for line in body)
    source = f"def make({', '.join(values)}):\n    def {name}({', '.join(parameters)}):\n{lines}\n    return {name}"
    found = {}
    exec(source, namespace, found)
    function = found["make"](**values)
    function.__annotations__ = annotations
    return function


def _init(cls, all_fields, positional, keyword_only, frozen, has_post_init, self_name):
    seen_default = None
    for f in positional:
        if not f.init:
            continue
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default is not None:
            raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default.name!r}")
    values = {"_object": object, "_factory": _HAS_DEFAULT_FACTORY}
    annotations, body = {}, []

    def parameter(f):
        annotations[f.name] = f.type
        if f.default is not MISSING:
            values[f"_default_{f.name}"] = f.default
            return f"{f.name}=_default_{f.name}"
        if f.default_factory is not MISSING:
            return f"{f.name}=_factory"
        return f.name

    parameters = [self_name, *(parameter(f) for f in positional if f.init)]
    named = [parameter(f) for f in keyword_only if f.init]
    if named:
        parameters += ["*", *named]
    for f in all_fields:
        if f._field_type is _FIELD_INITVAR:
            continue
        value = f.name
        if f.default_factory is not MISSING:
            values[f"_make_{f.name}"] = f.default_factory
            value = f"_make_{f.name}() if {f.name} is _factory else {f.name}" if f.init else f"_make_{f.name}()"
        elif not f.init:
            if f.default is MISSING or "__slots__" not in cls.__dict__ and not getattr(cls, "_dataclass_slots", False):
                continue
            values[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        if frozen:
            body.append(f"_object.__setattr__({self_name}, {f.name!r}, {value})")
        else:
            body.append(f"{self_name}.{f.name} = {value}")
    if has_post_init:
        passed = ", ".join(f.name for f in all_fields if f._field_type is _FIELD_INITVAR)
        body.append(f"{self_name}.{_POST_INIT}({passed})")
    annotations["return"] = None
    namespace = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    return _compiled("__init__", parameters, body or ["pass"], values, annotations, dict(namespace))


_in_repr = set()


def _repr_of(names):
    parts = ", ".join(f"{name}={{self.{name}!r}}" for name in names)
    body = [
        "key = id(self)",
        "if key in open: return '...'",
        "open.add(key)",
        f"try: return f'{{self.__class__.__qualname__}}({parts})'",
        "finally: open.discard(key)",
    ]
    return _compiled("__repr__", ["self"], body, {"id": id, "open": _in_repr}, {}, {})


def _eq_of(names):
    same = " and ".join(f"self.{name} == other.{name}" for name in names) or "True"
    body = [
        "if self is other: return True",
        f"if other.__class__ is self.__class__: return {same}",
        "return NotImplemented",
    ]
    return _compiled("__eq__", ["self", "other"], body, {}, {}, {})


def _fields_of(owner, names):
    """The text of a tuple of the fields' values."""
    return f"({''.join(f'{owner}.{name}, ' for name in names)})"


def _order_of(name, names):
    symbol = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}[name]
    body = [
        "if other.__class__ is self.__class__:",
        f"    return {_fields_of('self', names)} {symbol} {_fields_of('other', names)}",
        "return NotImplemented",
    ]
    return _compiled(name, ["self", "other"], body, {}, {}, {})


def _frozen_methods(cls, names):
    names = frozenset(names)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _hash_of(names):
    return _compiled("__hash__", ["self"], [f"return hash({_fields_of('self', names)})"], {"hash": hash}, {}, {})


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    setattr(cls, _PARAMS, _DataclassParams(
        init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot,
    ))
    found, frozen_bases = _inherited(cls)
    found.update((f.name, f) for f in _own_fields(cls, kw_only))
    if any(frozen_bases) and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if frozen and not all(frozen_bases):
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, found)
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_hash = not (class_hash is MISSING or class_hash is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    kept = [f for f in found.values() if f._field_type is _FIELD]
    arguments = [f for f in found.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    positional = [f for f in arguments if f.init and not f.kw_only]
    named = [f for f in arguments if f.init and f.kw_only]
    if init:
        self_name = "__dataclass_self__" if "self" in found else "self"
        cls._dataclass_slots = slots
        made = _init(cls, arguments, positional, named, frozen, hasattr(cls, _POST_INIT), self_name)
        del cls._dataclass_slots
        _set_new(cls, "__init__", made)
    _set_new(cls, "__replace__", _replace)
    if repr:
        _set_new(cls, "__repr__", _repr_of([f.name for f in kept if f.repr]))
    compared = [f.name for f in kept if f.compare]
    if eq:
        _set_new(cls, "__eq__", _eq_of(compared))
    if order:
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            if _set_new(cls, name, _order_of(name, compared)):
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering"
                )
    if frozen:
        for method in _frozen_methods(cls, [f.name for f in kept]):
            if _set_new(cls, method.__name__, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}")
    hashed = [f.name for f in kept if (f.compare if f.hash is None else f.hash)]
    if unsafe_hash:
        if has_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = _hash_of(hashed)
    elif eq and not has_hash:
        cls.__hash__ = _hash_of(hashed) if frozen else None
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature(positional, named) if init else cls.__name__
    if match_args:
        _set_new(cls, "__match_args__", tuple(f.name for f in positional))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot, kept)
    abc.update_abstractmethods(cls)
    return cls


def _inherited(cls):
    """The fields of the bases by name, and of each base that is a dataclass whether it is frozen."""
    found, frozen = {}, []
    for base in cls.__mro__[-1:0:-1]:
        fields = getattr(base, _FIELDS, None)
        if fields is not None:
            found.update(fields)
            frozen.append(getattr(base, _PARAMS).frozen)
    return found, frozen


def _own_fields(cls, keyword_only):
    """The fields that the class itself annotates. In the class, defaults take the places of their descriptions."""
    own = []
    seen_marker = False
    annotations = cls.__dict__.get("__annotations__", {})
    for name, annotation in annotations.items():
        marker = annotation is KW_ONLY or isinstance(annotation, str) and (
            annotation.strip().rpartition(".")[2] == "KW_ONLY"
        )
        if marker:
            if seen_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_marker = keyword_only = True
        else:
            own.append(_get_field(cls, name, annotation, keyword_only))
    for f in own:
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return own


def _signature(positional, named):
    """The parameters of `__init__` as text."""

    def shown(f):
        kind = f.type
        kind = kind if isinstance(kind, type) and not isinstance(kind, types.GenericAlias) else repr(kind)
        if isinstance(kind, type):
            kind = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
        text = f"{f.name}: {kind.replace('typing.', '')}"
        if f.default is not MISSING:
            return f"{text} = {f.default!r}"
        return f"{text} = <factory>" if f.default_factory is not MISSING else text

    parts = [shown(f) for f in positional]
    if named:
        parts += ["*", *map(shown, named)]
    return f"({', '.join(parts)})"


def _get_state(self):
    return [getattr(self, f.name) for f in fields(self)]


def _set_state(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _with_slots(cls, frozen, weakref_slot, kept):
    """A new class like the old one, whose instances have places for the fields."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    names = [f.name for f in kept]
    places = [name for name in names if name not in inherited]
    if weakref_slot and "__weakref__" not in inherited:
        places.append("__weakref__")
    namespace["__slots__"] = tuple(places)
    for name in names:
        namespace.pop(name, None)
    for name in ("__dict__", "__weakref__"):
        namespace.pop(name, None)
    fresh = type(cls)(cls.__name__, cls.__bases__, namespace)
    fresh.__qualname__ = getattr(cls, "__qualname__", cls.__name__)
    if frozen:
        if "__getstate__" not in namespace:
            fresh.__getstate__ = _get_state
        if "__setstate__" not in namespace:
            fresh.__setstate__ = _set_state
        for method in _frozen_methods(fresh, names):
            method.__qualname__ = f"{fresh.__qualname__}.{method.__name__}"
            setattr(fresh, method.__name__, method)
    # Methods that use `super()` know the old class through a cell.
    for member in namespace.values():
        member = getattr(member, "__func__", member)
        for function in (member, *(getattr(member, part, None) for part in ("fget", "fset", "fdel"))):
            for cell in getattr(function, "__closure__", None) or ():
                try:
                    held = cell.cell_contents
                except ValueError:
                    continue
                if held is cls and function.__name__ not in ("__setattr__", "__delattr__"):
                    cell.cell_contents = fresh
    return fresh


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Adds methods to a class, written from its annotations."""

    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a data class, a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether something is a data class or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict; data classes, lists, tuples and dicts inside are taken apart as well."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _taken_apart(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple; data classes, lists, tuples and dicts inside are taken apart as well."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _taken_apart(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


# Types whose objects are their own copies.
_UNCHANGING = frozenset({
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), type(len), type(lambda: 0), type,
    range, property,
})


def _taken_apart(obj, make):
    cls = type(obj)
    if cls in _UNCHANGING:
        return obj
    if hasattr(cls, _FIELDS):
        pairs = [
            (name, _taken_apart(getattr(obj, name), make))
            for name, f in getattr(cls, _FIELDS).items() if f._field_type is _FIELD
        ]
        return make(pairs)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_taken_apart(item, make) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_taken_apart(item, make) for item in obj)
    if isinstance(obj, dict):
        pairs = [(_taken_apart(key, make), _taken_apart(value, make)) for key, value in obj.items()]
        if hasattr(type(obj), "default_factory"):
            made = type(obj)(getattr(obj, "default_factory"))
            made.update(pairs)
            return made
        return type(obj)(pairs)
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None):
    """A new data class of names, (name, type) pairs or (name, type, field) triples."""
    namespace = {} if namespace is None else namespace
    annotations, defaults, seen = {}, {}, set()
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = kind

    def fill(body):
        body.update(namespace)
        body.update(defaults)
        body["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, fill)
    if module is None:
        try:
            module = sys._getframe(1).f_globals.get("__name__", "__main__")
        except (AttributeError, ValueError):
            module = None
    if module is not None:
        cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object of the same type with other values for some fields."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
