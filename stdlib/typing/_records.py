"""Classes described by annotations: `Protocol`, `NamedTuple`, `TypedDict`."""

import collections
import sys
from abc import ABCMeta
from _typing import Generic
from typing import _substitution
from typing._aliases import Alias, ForwardRef, check_type, single

_NOT_MEMBERS = {
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__", "__slots__",
    "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__", "__static_attributes__",
    "__firstlineno__", "__parameters__", "__orig_bases__", "__orig_class__", "__protocol_attrs__",
    "__non_callable_proto_members__", "__type_params__", "_is_protocol", "_is_runtime_protocol", "__qualname__",
    "_MutableMapping__marker", "__hash__",
}


def _members(cls):
    found = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        names = [*base.__dict__, *getattr(base, "__annotations__", {})]
        found.update(n for n in names if not n.startswith("_abc_") and n not in _NOT_MEMBERS)
    return found


class _ProtocolMeta(ABCMeta):
    """Checks by what objects have instead of by what they derive from."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if name != "Protocol" and Protocol in bases:
            for base in bases:
                allowed = base in (object, Generic) or base.__module__ in ("collections.abc", "typing", "contextlib")
                if not allowed and not getattr(base, "_is_protocol", False):
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if cls.__dict__.get("_is_protocol", False):
            if not isinstance(other, type):
                raise TypeError("issubclass() arg 1 must be a class")
            if not cls.__dict__.get("_is_runtime_protocol", False):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            data = sorted(n for n in _members(cls) if not callable(getattr(cls, n, None)))
            if data and other.__dict__.get("__subclasshook__") is None:
                shown = ", ".join(map(repr, data))
                raise TypeError(
                    "Protocols with non-method members don't support issubclass(). Non-method members: "
                    + shown + "."
                )
        return super().__subclasscheck__(other)

    def __instancecheck__(cls, instance):
        if cls is Protocol or not cls.__dict__.get("_is_protocol", False):
            return type.__instancecheck__(cls, instance) if cls is Protocol else super().__instancecheck__(instance)
        if not cls.__dict__.get("_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if type.__instancecheck__(cls, instance):
            return True
        missing = object()
        for name in _members(cls):
            value = getattr(instance, name, missing)
            if value is missing or value is None and callable(getattr(cls, name, None)):
                return super().__instancecheck__(instance)
        return True


class Protocol(Generic, metaclass=_ProtocolMeta):
    """A base of classes that say what objects must have instead of what they derive from (PEP 544)."""

    __slots__ = ()
    __module__ = "typing"
    _is_protocol = True
    _is_runtime_protocol = False
    _declares_parameters = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = _structural_check
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_protocol_instances


def _no_protocol_instances(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    # A class that implements the protocol: the next `__init__` of its bases is meant.
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_protocol_instances)
        if init is not _no_protocol_instances:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


@classmethod
def _structural_check(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in _members(cls):
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if name in getattr(base, "__annotations__", {}) and getattr(other, "_is_protocol", False):
                break
        else:
            return NotImplemented
    return True


def runtime_checkable(cls):
    """Lets isinstance() and issubclass() ask a protocol; they look only at which attributes there are."""
    if not (isinstance(cls, type) and issubclass(cls, Generic) and getattr(cls, "_is_protocol", False)):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def is_protocol(tp, /):
    """Whether a class is a protocol."""
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp, /):
    """The names that a protocol asks for, a frozenset. Raises TypeError for other classes."""
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(_members(tp))


def _make_named_tuple(name, fields, module, defaults=()):
    annotations = {key: check_type(value) for key, value in fields}
    made = collections.namedtuple(name, annotations, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = annotations
    return made


_FORBIDDEN = {"__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make", "_replace",
              "_asdict", "_source"}


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        annotations = namespace.get("__annotations__", {})
        defaults = []
        for field in annotations:
            if field in namespace:
                defaults.append(field)
            elif defaults:
                raise TypeError(
                    f"Non-default namedtuple field {field} cannot follow default field"
                    f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}"
                )
        made = _make_named_tuple(
            name, annotations.items(), namespace["__module__"], [namespace[field] for field in defaults]
        )
        made.__bases__ = tuple(tuple if base is _NamedTuple else base for base in bases)
        made.__doc__ = namespace.get("__doc__", made.__doc__)
        made.__qualname__ = namespace.get("__qualname__", name)
        if Generic in bases:
            made.__class_getitem__ = classmethod(_substitution.subscripted)
        for key, value in namespace.items():
            if key in _FORBIDDEN:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__annotations__", "__module__", "__qualname__", "__doc__") and key not in made._fields:
                setattr(made, key, value)
                setter = getattr(type(value), "__set_name__", None)
                if setter is not None:
                    setter(value, made, key)
        if Generic in bases:
            made.__init_subclass__()
        return made


def _warn_of_fields(kind, container, empty, typename, passed):
    """Fields must be given, even where there are none."""
    import warnings

    what = "Passing `None` as" if passed else "Failing to pass a value for"
    warnings.warn(
        f"{what} the 'fields' parameter is deprecated and will be disallowed in Python 3.15. To create a {kind} class "
        f"with 0 fields using the functional syntax, pass an empty {container}, e.g. "
        f"`{typename} = {kind}({typename!r}, {empty})`.",
        DeprecationWarning,
        stacklevel=3,
    )


_absent = object()


def NamedTuple(typename, fields=_absent, /, **kwargs):
    """A namedtuple whose fields have types: a base of classes, or called with a name and pairs (name, type)."""
    if kwargs and fields is None:
        raise TypeError("Cannot pass `None` as the 'fields' parameter and also specify fields using keyword arguments")
    if kwargs and fields is _absent:
        import warnings

        warnings.warn(
            "Creating NamedTuple classes using keyword arguments is deprecated and will be disallowed in Python 3.15. "
            "Use the class-based or functional syntax instead.",
            DeprecationWarning,
            stacklevel=2,
        )
        fields = kwargs.items()
    elif fields is _absent or fields is None:
        _warn_of_fields("NamedTuple", "list", "[]", typename, fields is None)
        fields = ()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    made = _make_named_tuple(typename, fields, _caller())
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


def _named_tuple_bases(bases):
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _named_tuple_bases

Required = single("Required", "Marks a key of a TypedDict that must be there (PEP 655).", special=True, qualified=False)
NotRequired = single("NotRequired", "Marks a key of a TypedDict that need not be there (PEP 655).", special=True, qualified=False)
ReadOnly = single("ReadOnly", "Marks a key of a TypedDict whose value stays (PEP 705).", special=True, qualified=False)


def _qualifiers(annotation):
    while isinstance(annotation, Alias):
        origin = annotation.__origin__
        if annotation._name == "Annotated":
            annotation = origin
        elif origin is Required or origin is NotRequired or origin is ReadOnly:
            yield origin
            annotation, = annotation.__args__
        else:
            return


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        made = type.__new__(mcls, name, (*generic, dict), namespace)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        annotations, required, optional, read_only = {}, set(), set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
            optional |= base.__dict__.get("__optional_keys__", frozenset())
            read_only |= base.__dict__.get("__readonly_keys__", frozenset())
        for key, value in namespace.get("__annotations__", {}).items():
            value = ForwardRef(value, module=made.__module__) if isinstance(value, str) else check_type(value)
            annotations[key] = value
            marks = list(_qualifiers(value))
            needed = True if Required in marks else False if NotRequired in marks else total
            (required if needed else optional).add(key)
            (optional if needed else required).discard(key)
            if ReadOnly in marks:
                read_only.add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__readonly_keys__ = frozenset(read_only)
        made.__mutable_keys__ = frozenset(annotations) - made.__readonly_keys__
        made.__total__ = total
        return made

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=_absent, /, *, total=True):
    """A dict whose keys and their types are known to checkers (PEP 589); the objects are plain dicts."""
    if fields is _absent or fields is None:
        _warn_of_fields("TypedDict", "dictionary", "{}", typename, fields is None)
        fields = {}
    namespace = {"__annotations__": dict(fields), "__module__": _caller()}
    made = _TypedDictMeta(typename, (), namespace, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})


def _typed_dict_bases(bases):
    return (_TypedDict,)


TypedDict.__mro_entries__ = _typed_dict_bases


def is_typeddict(tp):
    """Whether a class was made by TypedDict."""
    return isinstance(tp, _TypedDictMeta) and tp is not _TypedDict


def _caller():
    try:
        return sys._getframe(2).f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return "__main__"


for _public in (NamedTuple, TypedDict, runtime_checkable, is_protocol, get_protocol_members, is_typeddict):
    _public.__module__ = "typing"
