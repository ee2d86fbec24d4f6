"""Futures: a result that comes later."""

from _asyncio import Future, isfuture

__all__ = ("Future", "wrap_future", "isfuture")


def wrap_future(future, *, loop=None):
    """The asyncio future of a future: itself, or one that follows a concurrent.futures.Future."""
    if isfuture(future):
        return future
    import concurrent.futures
    if not isinstance(future, concurrent.futures.Future):
        raise AssertionError(f"concurrent.futures.Future is expected, got {future!r}")
    from . import events
    if loop is None:
        loop = events.get_event_loop()
    follower = loop.create_future()
    _chain(future, follower, loop)
    return follower


def _set_result_unless_cancelled(future, result):
    """Ends a future that somebody may have cancelled."""
    if not future.cancelled():
        future.set_result(result)


def _chain(source, follower, loop):
    """Have a future of a loop follow one of another thread, and be cancelled with it."""

    def take():
        if not follower.done():
            copy_end(source, follower)

    def source_ended(_):
        if loop.is_closed():
            return
        if events._get_running_loop() is loop:
            take()
        else:
            loop.call_soon_threadsafe(take)

    def follower_ended(_):
        if follower.cancelled():
            source.cancel()

    from . import events
    follower.add_done_callback(follower_ended)
    source.add_done_callback(source_ended)


def copy_end(ended, future):
    """Ends a future as another has ended, be it one of asyncio or of concurrent.futures."""
    if ended.cancelled():
        future.cancel()
    elif (exception := ended.exception()) is not None:
        future.set_exception(_translate(exception))
    else:
        future.set_result(ended.result())


def _translate(exception):
    """An exception of concurrent.futures in asyncio's words."""
    kind = type(exception)
    if kind.__module__ != "concurrent.futures._base":
        return exception
    from . import exceptions
    own = {"CancelledError": exceptions.CancelledError, "InvalidStateError": exceptions.InvalidStateError}
    return own[kind.__name__](*exception.args) if kind.__name__ in own else exception
