"""Copies of objects, shallow and deep."""

from _copy import deep as _deep, shallow as _shallow
from _weakref import ref as _ref

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    """What cannot be copied."""


error = Error

# Types whose objects never change, so that they are their own copies.
_UNCHANGING = {
    type(None), type(...), type(NotImplemented), int, float, bool, complex, str, bytes, range, slice, property,
    type, type(len), type(lambda: 0), type(int | str), frozenset, _ref,
}


def copy(x):
    """A new object with the same parts."""
    result = _shallow(x)
    if result is not NotImplemented:
        return result
    cls = type(x)
    if cls in _UNCHANGING or cls is tuple or issubclass(cls, type):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    own = getattr(cls, "__copy__", None)
    if own is not None:
        return own(x)
    recipe = _recipe(x)
    return x if isinstance(recipe, str) else _rebuild(x, None, *recipe)


def deepcopy(x, memo=None):
    """A new object with copies of the parts, each copied once."""
    if memo is None:
        memo = {}
    result = _deep(x, memo, deepcopy)
    if result is not NotImplemented:
        return result
    key = id(x)
    if key in memo:
        return memo[key]
    cls = type(x)
    if cls in _DEEP:
        result = _DEEP[cls](x, memo)
    elif (cls in _UNCHANGING and cls is not frozenset) or issubclass(cls, type):
        return x
    elif (own := getattr(cls, "__deepcopy__", None)) is not None:
        result = own(x, memo)
    else:
        recipe = _recipe(x)
        result = x if isinstance(recipe, str) else _rebuild(x, memo, *recipe)
    if result is not x:
        memo[key] = result
        # The original must live as long as the memo, or its id could be given again.
        memo.setdefault(id(memo), []).append(x)
    return result


def _deep_list(x, memo):
    result = memo[id(x)] = []
    for item in x:
        result.append(deepcopy(item, memo))
    return result


def _deep_dict(x, memo):
    result = memo[id(x)] = {}
    for key, value in x.items():
        result[deepcopy(key, memo)] = deepcopy(value, memo)
    return result


def _deep_tuple(x, memo):
    parts = [deepcopy(item, memo) for item in x]
    # A cycle through the tuple may have copied it meanwhile.
    if id(x) in memo:
        return memo[id(x)]
    return x if all(a is b for a, b in zip(x, parts)) else tuple(parts)


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


def _deep_slice(x, memo):
    return slice(deepcopy(x.start, memo), deepcopy(x.stop, memo), deepcopy(x.step, memo))


_DEEP = {list: _deep_list, dict: _deep_dict, tuple: _deep_tuple, slice: _deep_slice}


class _Holder:
    def method(self):
        """Gives the type of bound methods."""


_DEEP[type(_Holder().method)] = _deep_method
del _Holder


def _recipe(x):
    """How to make the object again, as pickling asks for it."""
    reduce = getattr(x, "__reduce_ex__", None)
    if reduce is not None:
        return reduce(4)
    reduce = getattr(x, "__reduce__", None)
    if reduce is None:
        raise Error(f"un(deep)copyable object of type {type(x)}")
    return reduce()


def _rebuild(x, memo, make, arguments, state=None, items=None, pairs=None):
    """Follows the recipe; a memo means that the parts are copied too."""
    deep = memo is not None
    if deep and arguments:
        arguments = tuple(deepcopy(argument, memo) for argument in arguments)
    result = make(*arguments)
    if deep:
        memo[id(x)] = result
    if state is not None:
        _restore(result, deepcopy(state, memo) if deep else state)
    for item in items or ():
        result.append(deepcopy(item, memo) if deep else item)
    for key, value in pairs or ():
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        result[key] = value
    return result


def _restore(result, state):
    setstate = getattr(result, "__setstate__", None)
    if setstate is not None:
        setstate(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        result.__dict__.update(state)
    for name, value in (slots or {}).items():
        setattr(result, name, value)


def replace(obj, /, **changes):
    """A copy with some fields changed."""
    own = getattr(type(obj), "__replace__", None)
    if own is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return own(obj, **changes)
