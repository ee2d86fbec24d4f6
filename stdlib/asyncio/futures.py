"""Futures: a result that comes later."""

from _asyncio import Future, isfuture

__all__ = ("Future", "wrap_future", "isfuture")


def wrap_future(future, *, loop=None):
    """The asyncio future of a future: itself, or one that follows a concurrent.futures.Future."""
    if isfuture(future):
        return future
    from . import events
    if loop is None:
        loop = events.get_event_loop()
    follower = loop.create_future()

    def follow():
        if not follower.done():
            copy_end(future, follower)

    future.add_done_callback(lambda _: loop.call_soon_threadsafe(follow))
    return follower


def copy_end(ended, future):
    """Ends a future as another has ended, be it one of asyncio or of concurrent.futures."""
    if ended.cancelled():
        future.cancel()
    elif (exception := ended.exception()) is not None:
        future.set_exception(exception)
    else:
        future.set_result(ended.result())
