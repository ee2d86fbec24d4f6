"""Functions that make functions of functions."""

import _functools
import _library
from _functools import reduce

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cmp_to_key", "cache",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)
_absent = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like what it wraps."""
    for name in assigned:
        value = getattr(wrapped, name, _absent)
        if value is not _absent:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, ()))
    # Last, for the update may have brought one that belongs to the wrapped function.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that makes a wrapper look like what it wraps."""
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


class partial:
    """A function with some arguments already given."""

    __slots__ = "_args", "_func", "_keywords", "__dict__", "__weakref__"

    __new__ = _functools.new_partial
    __call__ = _functools.call_partial

    def __get__(self, instance, owner=None):
        if instance is not None:
            import warnings

            warnings.warn("functools.partial will be a method descriptor in future Python versions; "
                          "wrap it in staticmethod() if you want to preserve the old behavior", FutureWarning, 2)
        return self

    def __repr__(self):
        if id(self) in _shown:
            return "..."
        _shown.add(id(self))
        try:
            return _call_shown(self)
        finally:
            _shown.discard(id(self))

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError("invalid partial state")
        func, args, keywords, attributes = state
        if not callable(func) or not isinstance(args, tuple) or not isinstance(keywords, dict | None):
            raise TypeError("invalid partial state")
        self._func, self._args, self._keywords = func, tuple(args), dict(keywords or {})
        self.__dict__.clear()
        if isinstance(attributes, dict):
            self.__dict__.update(attributes)


def _readonly(place, doc):
    def refuse(self, value=None):
        raise AttributeError("readonly attribute")

    return property(place.__get__, refuse, refuse, doc)


partial.func = _readonly(partial._func, "The function that calls go to.")
partial.args = _readonly(partial._args, "The arguments that go in front.")
partial.keywords = _readonly(partial._keywords, "The arguments that are given by name, unless the call gives others.")
# The partial objects whose reprs are being made: one may hold itself.
_shown = set()


def _call_shown(held):
    """What a partial object or method stands for, as a call."""
    parts = [repr(held.func), *map(repr, held.args), *(f"{k}={v!r}" for k, v in held.keywords.items())]
    return f"{type(held).__module__}.{type(held).__qualname__}({', '.join(parts)})"


class partialmethod:
    """A method with some arguments already given."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args, keywords, func = func.args + args, {**func.keywords, **keywords}, func.func
        self.func, self.args, self.keywords = func, args, keywords

    __repr__ = _call_shown
    __isabstractmethod__ = property(lambda self: getattr(self.func, "__isabstractmethod__", False))

    def __get__(self, instance, owner=None):
        bind = getattr(self.func, "__get__", None)
        if bind is not None and not isinstance(self.func, partial):
            bound = bind(instance, owner)
            if bound is not self.func:
                made = partial(bound, *self.args, **self.keywords)
                if hasattr(bound, "__self__"):
                    made.__self__ = bound.__self__
                return made

        def _method(this, /, *args, **keywords):
            return self.func(this, *self.args, *args, **{**self.keywords, **keywords})

        _method.__partialmethod__ = self
        _method.__isabstractmethod__ = self.__isabstractmethod__
        return _method.__get__(instance, owner)

    __class_getitem__ = classmethod(type(list[int]))


class KeyWrapper:
    """An object that is compared by a function; called, it makes others that are."""

    __slots__ = "_compare", "obj"
    __hash__ = None

    __new__ = _functools.new_key_wrapper
    __call__ = _functools.make_key
    __lt__ = _functools.key_lt
    __le__ = _functools.key_le
    __eq__ = _functools.key_eq
    __gt__ = _functools.key_gt
    __ge__ = _functools.key_ge


def cmp_to_key(mycmp):
    """Make a key function of a function that compares two items."""
    return KeyWrapper(mycmp)


_library.builtins("_functools", globals(), "cmp_to_key")


def _derived(root, wanted):
    """The comparison `wanted` of a class that has `root` and `__eq__`."""
    negated = {"__lt__": "__ge__", "__gt__": "__le__", "__le__": "__gt__", "__ge__": "__lt__"}[root]
    if wanted == negated:
        def compare(self, other):
            answer = getattr(type(self), root)(self, other)
            return answer if answer is NotImplemented else not answer
    elif wanted[2] == root[2] and wanted[3] == "e":
        # The same direction, with equality.
        def compare(self, other):
            answer = getattr(type(self), root)(self, other)
            return answer if answer is NotImplemented else answer or self == other
    elif wanted[2] == root[2]:
        # The same direction, without it.
        def compare(self, other):
            answer = getattr(type(self), root)(self, other)
            return answer if answer is NotImplemented else answer and self != other
    elif wanted[3] == "e":
        # The other direction: the negation of the root, with equality as wanted.
        def compare(self, other):
            answer = getattr(type(self), root)(self, other)
            return answer if answer is NotImplemented else not answer or self == other
    else:
        def compare(self, other):
            answer = getattr(type(self), root)(self, other)
            return answer if answer is NotImplemented else not answer and self != other

    compare.__name__ = wanted
    return compare


def total_ordering(cls):
    """Fill in the comparisons that a class lacks."""
    names = ("__lt__", "__gt__", "__le__", "__ge__")
    defined = [name for name in names if getattr(cls, name, None) is not getattr(object, name)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(defined, key=("__ge__", "__le__", "__gt__", "__lt__").index)
    for name in names:
        if name not in defined:
            setattr(cls, name, _derived(root, name))
    return cls


class _CacheInfo(tuple):
    __slots__ = ()

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits={}, misses={}, maxsize={}, currsize={})".format(*self)


def lru_cache(maxsize=128, typed=False):
    """Remember the results of the most recent calls."""
    if callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    if maxsize is not None:
        if not isinstance(maxsize, int):
            raise TypeError("Expected first argument to be an integer, a callable, or None")
        maxsize = max(maxsize, 0)
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function, /):
    """Remember the results of all calls."""
    return _cached(user_function, None, False)


def _cached(function, maxsize, typed):
    wrapper = update_wrapper(_lru_cache_wrapper(function, maxsize, typed), function)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return wrapper


class _lru_cache_wrapper:
    """A function that remembers results; the dict of them has the least recent call first."""

    __slots__ = "_function", "_hits", "_maxsize", "_misses", "_results", "_typed", "__dict__", "__weakref__"

    def __init__(self, function, maxsize, typed):
        if not callable(function):
            raise TypeError("the first argument must be callable")
        self._function, self._maxsize, self._typed = function, maxsize, bool(typed)
        self.cache_clear()

    __call__ = _functools.call_cached
    __get__ = _functools.bind

    def cache_info(self):
        """How often results were remembered, and how many are."""
        return _CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))

    def cache_clear(self):
        """Forget everything."""
        self._results = {}
        self._hits = self._misses = 0

    def __reduce__(self):
        return self.__qualname__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class cached_property:
    """A property that is computed once and then kept in the instance's dict."""

    def __init__(self, func):
        self.func, self.attrname = func, None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r})."
            )

    __get__ = _functools.get_property
    __class_getitem__ = classmethod(type(list[int]))


def _chosen_by(cls):
    """The classes that a class or a union of classes stands for, or None."""
    if isinstance(cls, type) and not hasattr(cls, "__args__"):
        return (cls,)
    if _is_union(cls) and all(isinstance(each, type) and not hasattr(each, "__origin__") for each in cls.__args__):
        return cls.__args__
    return None


def _is_union(cls):
    if isinstance(cls, type(int | str)):
        return True
    import typing

    return typing.get_origin(cls) is typing.Union


def _annotated(function):
    """The classes that the first annotation of a function names."""
    if not getattr(function, "__annotations__", {}):
        raise TypeError(
            f"Invalid first argument to `register()`: {function!r}. "
            "Use either `@register(some_class)` or plain `@register` on an annotated function."
        )
    import typing

    name, cls = next(iter(typing.get_type_hints(function).items()))
    classes = _chosen_by(cls)
    if classes is None:
        wrong = "not all arguments are classes" if _is_union(cls) else "is not a class"
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} {wrong}.")
    return classes


def singledispatch(func):
    """Choose the implementation by the class of the first argument."""
    registry = {object: func}

    def dispatch(cls):
        """The implementation for a class."""
        if not isinstance(cls, type):
            raise TypeError(f"cannot create weak reference to {type(cls).__name__!r} object")
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        # Abstract classes are no bases of what is registered with them.
        matches = [known for known in registry if known is not object and issubclass(cls, known)]
        return registry[matches[-1]] if matches else func

    def register(cls, func=None):
        """Register an implementation for a class, or for the annotation of its first parameter."""
        classes = _chosen_by(cls)
        if classes is None and func is not None:
            raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
        if classes is None:
            classes, func = _annotated(cls), cls
        elif func is None:
            return lambda function: register(cls, function)
        for each in classes:
            registry[each] = func
        return func

    def wrapper(*args, **kwargs):
        if not args:
            name = getattr(func, "__name__", "singledispatch function")
            raise TypeError(f"{name} requires at least 1 positional argument")
        cls = args[0].__class__
        return (registry.get(cls) or dispatch(cls))(*args, **kwargs)

    wrapper.register, wrapper.dispatch = register, dispatch
    # Nothing is remembered that could be forgotten.
    wrapper._clear_cache = lambda: None
    wrapper.registry = type(type.__dict__)(registry)
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """Choose the implementation of a method by the class of its first argument."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher, self.func = singledispatch(func), func

    __isabstractmethod__ = property(lambda self: getattr(self.func, "__isabstractmethod__", False))

    def register(self, cls, method=None):
        """Register an implementation."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, instance, owner=None):
        def method(*args, **kwargs):
            if not args:
                name = getattr(self.func, "__name__", "singledispatchmethod method")
                raise TypeError(f"{name} requires at least 1 positional argument")
            return self.dispatcher.dispatch(args[0].__class__).__get__(instance, owner)(*args, **kwargs)

        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        return update_wrapper(method, self.func)
