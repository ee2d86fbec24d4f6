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

    def copy_state():
        if follower.done():
            return
        if future.cancelled():
            follower.cancel()
        elif (exception := future.exception()) is not None:
            follower.set_exception(exception)
        else:
            follower.set_result(future.result())

    future.add_done_callback(lambda _: loop.call_soon_threadsafe(copy_state))
    return follower
