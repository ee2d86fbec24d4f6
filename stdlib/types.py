"""Names for the types of the interpreter, and ways to make them."""

import sys


def _function():
    pass


async def _coroutine():
    pass


async def _async_generator():
    yield


def _cell():
    held = 1

    def inner():
        return held

    return inner.__closure__[0]


FunctionType = LambdaType = type(_function)
CodeType = type(_function.__code__)
MappingProxyType = type(type.__dict__)
CellType = type(_cell())
GeneratorType = type((lambda: (yield))())
_unawaited = _coroutine()
CoroutineType = type(_unawaited)
_unawaited.close()
AsyncGeneratorType = type(_async_generator())
BuiltinFunctionType = BuiltinMethodType = type(len)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(type("_Slotted", (), {"__slots__": "slot"}).slot)
ModuleType = type(sys)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(...)
NoneType = type(None)
NotImplementedType = type(NotImplemented)


class _Holder:
    def method(self):
        pass


MethodType = type(_Holder().method)

try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)

del _function, _async_generator, _cell, _unawaited, _Holder


# Namespaces whose repr is being made: one that holds itself is shown as dots there.
_shown = set()


class SimpleNamespace:
    """An object with the attributes that it is given."""

    def __init__(self, /, *mapping_or_iterable, **attributes):
        if len(mapping_or_iterable) > 1:
            raise TypeError(f"{type(self).__name__} expected at most 1 argument, got {len(mapping_or_iterable)}")
        for given in mapping_or_iterable:
            given = dict(given)
            if not all(isinstance(key, str) for key in given):
                raise TypeError("keywords must be strings")
            self.__dict__.update(given)
        self.__dict__.update(attributes)

    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        if id(self) in _shown:
            return f"{name}(...)"
        _shown.add(id(self))
        try:
            return f"{name}({', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())})"
        finally:
            _shown.discard(id(self))

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __lt__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ < other.__dict__
        return NotImplemented

    def __le__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ <= other.__dict__
        return NotImplemented

    def __gt__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ > other.__dict__
        return NotImplemented

    def __ge__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ >= other.__dict__
        return NotImplemented

    __hash__ = None

    def __replace__(self, /, **changes):
        return type(self)(self.__dict__, **changes)


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class as the class statement does; `exec_body` fills its namespace."""
    real_bases = resolve_bases(bases)
    make, namespace, keywords = prepare_class(name, real_bases, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if real_bases is not bases:
        namespace["__orig_bases__"] = bases
    return make(name, real_bases, namespace, **keywords)


def resolve_bases(bases):
    """Replace bases that have `__mro_entries__` by what that gives."""
    found = []
    for base in bases:
        entries = None if isinstance(base, type) else getattr(base, "__mro_entries__", None)
        if entries is None:
            found.append(base)
            continue
        new = entries(bases)
        if not isinstance(new, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        found.extend(new)
    return bases if len(found) == len(bases) and all(a is b for a, b in zip(found, bases)) else tuple(found)


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the namespace and the remaining keywords of a class to be made."""
    kwds = dict(kwds or {})
    metaclass = kwds.pop("metaclass", type(bases[0]) if bases else type)
    if isinstance(metaclass, type):
        metaclass = _most_derived(metaclass, bases)
    prepare = getattr(metaclass, "__prepare__", None)
    return metaclass, {} if prepare is None else prepare(name, bases, **kwds), kwds


def _most_derived(metaclass, bases):
    for base in bases:
        if issubclass(metaclass, type(base)):
            continue
        if not issubclass(type(base), metaclass):
            raise TypeError(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                "metaclasses of all its bases"
            )
        metaclass = type(base)
    return metaclass


def get_original_bases(cls, /):
    """The bases as they were written."""
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}") from None


class DynamicClassAttribute:
    """A property that instances see, and that classes look up as any other attribute."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.__doc__ = doc or getattr(fget, "__doc__", None)
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            if self.fget is not None:
                return self.fget(instance)
            raise AttributeError("unreadable attribute")
        if self.__isabstractmethod__:
            return self
        # The class looks further, and comes to its metaclass.
        raise AttributeError

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        """The same with another function to read."""
        return type(self)(fget, self.fset, self.fdel, fget.__doc__ if self.overwrite_doc else self.__doc__)

    def setter(self, fset):
        """The same with another function to write."""
        return type(self)(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        """The same with another function to delete."""
        return type(self)(self.fget, self.fset, fdel, self.__doc__)


class _GeneratorAsCoroutine:
    """An iterator that may be awaited."""

    def __init__(self, iterator):
        self._iterator = iterator

    def __await__(self):
        return self._iterator if hasattr(self._iterator, "send") else iter(self._iterator)

    __iter__ = __await__

    def __next__(self):
        return next(self._iterator)

    def send(self, value):
        """Resume with a value."""
        return self._iterator.send(value)

    def throw(self, *error):
        """Resume with an exception."""
        return self._iterator.throw(*error)

    def close(self):
        """End."""
        return self._iterator.close()


def coroutine(func):
    """Let what a generator function gives be awaited."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    from functools import wraps

    @wraps(func)
    def make(*args, **kwargs):
        made = func(*args, **kwargs)
        if isinstance(made, (CoroutineType, _GeneratorAsCoroutine)) or hasattr(made, "__await__"):
            return made
        return _GeneratorAsCoroutine(made) if hasattr(made, "__next__") else made

    return make


__all__ = [name for name in globals() if not name.startswith("_") and name != "sys"]
