"""How objects of other types are taken apart for `pickle` and `copy`."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}
_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Says which function takes objects of a type apart."""
    _check(pickle_function, "reduction functions")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Checks that something can put objects together. Raises TypeError if it cannot be called."""
    _check(object, "constructors")


def _check(function, what):
    if not callable(function):
        raise TypeError(f"{what} must be callable")


def pickle_complex(c):
    """A complex number as its two parts."""
    return type(c), (c.real, c.imag)


pickle(complex, pickle_complex, complex)


def pickle_union(obj):
    """A union as an `|` of its members."""
    import functools
    import operator

    return functools.reduce, (operator.or_, obj.__args__)


pickle(type(int | str), pickle_union)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(made, state)
    return made


def _reduce_ex(self, proto):
    """The old way: a copy of what the builtin base holds, and the attributes."""
    assert proto < 2
    cls = type(self)
    base = next((base for base in cls.__mro__ if not base.__flags__ & 1 << 9), object)
    if base is object:
        held = None
    elif base is cls:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    else:
        held = base(self)
    args = cls, base, held
    try:
        getstate = self.__getstate__
    except AttributeError:
        if getattr(self, "__slots__", None):
            raise TypeError(f"cannot pickle {cls.__name__!r} object: a class that defines __slots__ without defining "
                            f"__getstate__ cannot be pickled with protocol {proto}") from None
        state = getattr(self, "__dict__", None)
    else:
        if getattr(self, "__slots__", None) and type(self).__getstate__ is object.__getstate__:
            raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
        state = getstate()
    return (_reconstructor, args, state) if state else (_reconstructor, args)


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """The names of the places that a class and its bases give their instances."""
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = base.__name__.lstrip("_")
                name = f"_{stripped}{name}" if stripped else name
            names.append(name)
    try:
        cls.__slotnames__ = names
    except TypeError:
        # Builtin classes take no attributes: asked again, the answer is worked out again.
        pass
    return names


def add_extension(module, name, code):
    """Gives a class a number that stands for it in pickles."""
    key, code = (module, name), int(code)
    if code not in range(1, 1 << 31):
        raise ValueError("code out of range")
    known_code, known_key = _extension_registry.get(key, code), _inverted_registry.get(code, key)
    if known_code != code:
        raise ValueError(f"key {key} is already registered with code {known_code}")
    if known_key != key:
        raise ValueError(f"code {code} is already in use for key {known_key}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Takes a class's number back."""
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forgets what numbers stood for."""
    _extension_cache.clear()
