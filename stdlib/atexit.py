"""Functions that run at the end of the program, the last one registered first."""

import _library
import sys

__all__ = ["register", "unregister"]

_registered = []


def register(func, /, *args, **kwargs):
    """Call a function with these arguments at the end."""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _registered.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Forget every registration of a function."""
    _registered[:] = [entry for entry in _registered if entry[0] != func]


def _clear():
    """Forget everything."""
    _registered.clear()


def _ncallbacks():
    """How many functions are registered."""
    return len(_registered)


def _run_exitfuncs():
    """Call the functions; the interpreter does it."""
    while _registered:
        func, args, kwargs = _registered.pop()
        try:
            func(*args, **kwargs)
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)


_library.builtins("atexit", globals(), "register", "unregister", "_clear", "_ncallbacks", "_run_exitfuncs")
