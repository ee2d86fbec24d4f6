"""Functions in other threads, as awaitables."""

from contextvars import copy_context

from . import events

__all__ = ("to_thread",)


async def to_thread(func, /, *args, **kwargs):
    """Call a function in another thread, with the context variables of this one, and give its result."""
    context = copy_context()
    loop = events.get_running_loop()
    return await loop.run_in_executor(None, lambda: context.run(func, *args, **kwargs))
