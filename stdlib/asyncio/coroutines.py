"""Coroutines: how to tell them."""

from .tasks import iscoroutine, iscoroutinefunction

__all__ = ("iscoroutinefunction", "iscoroutine")
