"""Tasks: coroutines on their way, and how to wait for them."""

import _asyncio
from _asyncio import Task, create_task, current_task, all_tasks, gather, _Pause, _sleep
from . import events
from .coroutines import iscoroutine
from .exceptions import CancelledError, TimeoutError
from .futures import _set_result_unless_cancelled, copy_end

__all__ = (
    "Task", "create_task", "current_task", "all_tasks", "gather", "sleep", "wait", "wait_for", "as_completed",
    "shield", "ensure_future", "run_coroutine_threadsafe",
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "eager_task_factory", "create_eager_task_factory",
)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

async def sleep(delay, result=None):
    """Give the result after a delay in seconds; others run meanwhile."""
    if delay <= 0:
        await _Pause()
        return result
    sleeper = _sleep(delay, result)
    if sleeper is None:
        return await _sleep_by_clock(delay, result)
    return await sleeper


async def _sleep_by_clock(delay, result):
    loop = events.get_running_loop()
    sleeper = loop.create_future()
    timer = loop.call_later(delay, _set_result_unless_cancelled, sleeper, result)
    try:
        return await sleeper
    finally:
        timer.cancel()


def ensure_future(coro_or_future, *, loop=None):
    """The future of an awaitable: itself, or a task of it."""
    if _asyncio.isfuture(coro_or_future):
        if loop is None or loop is coro_or_future.get_loop():
            return coro_or_future
        raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
    if iscoroutine(coro_or_future):
        return (loop or events.get_event_loop()).create_task(coro_or_future)
    if not hasattr(coro_or_future, "__await__"):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    coroutine = _await(coro_or_future)
    try:
        return ensure_future(coroutine, loop=loop)
    except RuntimeError:
        # The loop is closed: nobody will await what was made here.
        coroutine.close()
        raise


async def _await(awaitable):
    return await awaitable


async def wait_for(fut, timeout):
    """The result of an awaitable, if it comes within timeout seconds (None: any time).

    Otherwise the awaitable is cancelled, and TimeoutError raised when it has ended.
    """
    from .timeouts import timeout as limit
    if fut is not None and not _asyncio.isfuture(fut) and not iscoroutine(fut) and not hasattr(fut, "__await__"):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    if timeout is None or not timeout <= 0:
        async with limit(timeout):
            return await fut
    fut = ensure_future(fut)
    late = not fut.done()
    if late:
        await _cancel_and_wait(fut)
    try:
        return fut.result()
    except CancelledError as error:
        if late:
            raise TimeoutError from error
        raise


async def _cancel_and_wait(fut):
    waiter = fut.get_loop().create_future()

    def release(_):
        if not waiter.done():
            waiter.set_result(None)

    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures, and give two sets: those that have ended and those that have not.

    What return_when says is enough: FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED. It neither raises exceptions of
    the futures nor cancels them when timeout seconds are over. Raises TypeError for coroutines, ValueError for nothing.
    """
    if _asyncio.isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = events.get_running_loop()
    return await _wait(fs, timeout, return_when, loop)


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    left = len(fs)

    def release():
        if not waiter.done():
            waiter.set_result(None)

    def ended(f):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED
                or return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None):
            if timer is not None:
                timer.cancel()
            release()

    timer = None if timeout is None else loop.call_later(timeout, release)
    for f in fs:
        f.add_done_callback(ended)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(ended)
    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


class _AsCompletedIterator:
    """What as_completed() gives: an iterator of awaitables, and an asynchronous iterator of futures."""

    def __init__(self, aws, timeout):
        from .queues import Queue
        loop = events.get_event_loop()
        todo = {ensure_future(aw, loop=loop) for aw in set(aws)}
        self._done = Queue()
        self._todo = todo
        self._left = len(todo)
        self._timer = None
        for f in todo:
            f.add_done_callback(self._ended)
        if todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._too_late)

    def _too_late(self):
        for f in self._todo:
            f.remove_done_callback(self._ended)
            self._done.put_nowait(None)
        self._todo.clear()

    def _ended(self, f):
        if f not in self._todo:
            return
        self._todo.remove(f)
        self._done.put_nowait(f)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    async def _next(self, result):
        f = await self._done.get()
        if f is None:
            raise TimeoutError
        return f.result() if result else f

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next(True)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next(False)


def as_completed(fs, *, timeout=None):
    """Iterate over awaitables in the order in which they end.

    A plain loop gives coroutines to await, an asynchronous one the tasks and futures themselves.
    """
    if _asyncio.isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expects an iterable of awaitables, not {type(fs).__name__}")
    return _AsCompletedIterator(fs, timeout)


def shield(arg):
    """Wait for an awaitable that goes on even if the waiting is cancelled.

    Somebody must keep what goes on, unless it is a task, which its loop keeps.
    """
    inner = ensure_future(arg)
    if inner.done():
        return inner
    loop = inner.get_loop()
    outer = loop.create_future()

    def inner_ended(inner):
        if not outer.cancelled():
            copy_end(inner, outer)
        elif not inner.cancelled():
            # Nobody waits any more: the exception counts as seen.
            inner.exception()

    inner.add_done_callback(inner_ended)
    outer.add_done_callback(lambda outer: inner.done() or inner.remove_done_callback(inner_ended))
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Run a coroutine on a loop of another thread; gives a concurrent.futures.Future."""
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    import concurrent.futures
    future = concurrent.futures.Future()

    def start():
        try:
            follow(ensure_future(coro, loop=loop))
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    def follow(task):
        def cancel(_):
            if future.cancelled() and not task.done() and not loop.is_closed():
                loop.call_soon_threadsafe(task.cancel)

        def give(_):
            if task.cancelled():
                future.cancel()
            if future.set_running_or_notify_cancel():
                copy_end(task, future)

        task.add_done_callback(give)
        future.add_done_callback(cancel)

    loop.call_soon_threadsafe(start)
    return future


def create_eager_task_factory(custom_task_constructor):
    """A task factory for loop.set_task_factory(): its tasks begin at once, and only those that wait are scheduled."""
    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=True)

    return factory


eager_task_factory = create_eager_task_factory(Task)
