"""Coroutines: how to tell them, and whether their mistakes are looked for."""

import _asyncio
from _asyncio import iscoroutine

__all__ = ("iscoroutinefunction", "iscoroutine")

# What marks a function as one that gives a coroutine, though it is no async def.
_is_coroutine = object()


def iscoroutinefunction(func):
    """Whether a function is declared with async def, or marked as if it were."""
    plain = func
    while not hasattr(plain, "__code__") and hasattr(plain, "func") and hasattr(plain, "keywords"):
        plain = plain.func
    plain = getattr(plain, "__func__", plain)
    code = getattr(plain, "__code__", None)
    if code is not None and type(plain).__name__ == "function" and code.co_flags & 0x80:
        return True
    return (getattr(plain, "_is_coroutine_mark", None) is not None
            or getattr(func, "_is_coroutine", None) is _is_coroutine)


def _is_debug_mode():
    # What -X dev and PYTHONASYNCIODEBUG ask for.
    import sys
    return sys.flags.dev_mode or (not sys.flags.ignore_environment and _asyncio._debug_wanted())


def _format_coroutine(coro):
    from .base_futures import describe_coroutine
    return describe_coroutine(coro)
