"""Futures: results that other threads bring."""

import threading
from time import monotonic as _now
from types import GenericAlias

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
# Cancelled, and those that wait were told.
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_SHOWN = {
    PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled", CANCELLED_AND_NOTIFIED: "cancelled",
    FINISHED: "finished",
}
_OVER = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)


class Error(Exception):
    """What futures complain of."""


class CancelledError(Error):
    """Raised for the result of a future that cancel() has ended."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """A future cannot do this in the state it is in."""


class BrokenExecutor(RuntimeError):
    """An executor cannot run anything any more."""


class Future:
    """The result of a call that goes on elsewhere."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            what = ""
            if self._state == FINISHED:
                if self._exception:
                    what = f" raised {type(self._exception).__name__}"
                else:
                    what = f" returned {type(self._result).__name__}"
            return f"<{type(self).__name__} at {id(self):#x} state={_SHOWN[self._state]}{what}>"

    def cancel(self):
        """Prevent the call; False if it runs already or has ended."""
        with self._condition:
            before = self._state
            if before == PENDING:
                self._state = CANCELLED
                self._condition.notify_all()
        if before == PENDING:
            self._invoke_callbacks()
        return before not in (RUNNING, FINISHED)

    def cancelled(self):
        """Whether the call was prevented."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Whether the call goes on."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Whether the call has ended or was prevented."""
        with self._condition:
            return self._state in _OVER

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            _call_back(callback, self)

    def add_done_callback(self, fn):
        """Have a function called with the future when it is done; at once if it is."""
        with self._condition:
            if self._state not in _OVER:
                self._done_callbacks.append(fn)
                return
        _call_back(fn, self)

    def _await(self, timeout):
        """Wait for the end. The condition is held."""
        if self._state not in _OVER:
            self._condition.wait_for(lambda: self._state in _OVER, timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """What the call gave, or what it raised; waits at most timeout seconds for it."""
        try:
            with self._condition:
                self._await(timeout)
                if self._exception:
                    raise self._exception
                return self._result
        finally:
            # The exception's traceback holds this frame.
            self = None

    def exception(self, timeout=None):
        """What the call raised, or None; waits at most timeout seconds for it."""
        with self._condition:
            self._await(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        """For executors: the call begins; False if it was prevented."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add_cancelled(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        """For executors: the call has given this."""
        with self._condition:
            if self._state in _OVER:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_result(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_exception(self, exception):
        """For executors: the call has raised this."""
        with self._condition:
            if self._state in _OVER:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_exception(self)
            self._condition.notify_all()
        self._invoke_callbacks()


Future.__module__ = "concurrent.futures._base"


def _call_back(function, future):
    try:
        function(future)
    except Exception:
        import logging
        logging.getLogger("concurrent.futures").exception("exception calling callback for %r", future)


class _Waiter:
    """Waits for several futures: until so many have ended, or one has raised."""

    def __init__(self, futures, count, stop_on_exception):
        self.event = threading.Event()
        self.finished = []
        self.left = count
        self.stop_on_exception = stop_on_exception
        self.futures = futures
        for future in futures:
            with future._condition:
                if future._state in (CANCELLED_AND_NOTIFIED, FINISHED):
                    self._ended(future, future._exception is not None)
                else:
                    future._waiters.append(self)

    def _ended(self, future, failed):
        self.finished.append(future)
        self.left -= 1
        if self.left <= 0 or failed and self.stop_on_exception:
            self.event.set()

    def add_result(self, future):
        self._ended(future, False)

    def add_exception(self, future):
        self._ended(future, True)

    add_cancelled = add_result

    def leave(self):
        for future in self.futures:
            with future._condition:
                if self in future._waiters:
                    future._waiters.remove(self)


class DoneAndNotDoneFutures(tuple):
    """What wait() gives: the set of those that are done and the set of the others."""

    __slots__ = ()
    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])

    def __repr__(self):
        return f"DoneAndNotDoneFutures(done={self[0]!r}, not_done={self[1]!r})"


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures, at most timeout seconds: the set of those that are done and the set of the others."""
    fs = set(fs)
    done = {future for future in fs if future._state in (CANCELLED_AND_NOTIFIED, FINISHED)}
    left = fs - done
    if return_when == FIRST_COMPLETED and done:
        return DoneAndNotDoneFutures((done, left))
    if return_when == FIRST_EXCEPTION and any(f.exception() for f in done if not f.cancelled()):
        return DoneAndNotDoneFutures((done, left))
    if not left:
        return DoneAndNotDoneFutures((done, left))
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    waiter = _Waiter(left, 1 if return_when == FIRST_COMPLETED else len(left), return_when == FIRST_EXCEPTION)
    waiter.event.wait(timeout)
    waiter.leave()
    done.update(waiter.finished)
    return DoneAndNotDoneFutures((done, fs - done))


def as_completed(fs, timeout=None):
    """Iterate over futures in the order in which they end; TimeoutError after timeout seconds."""
    end = None if timeout is None else _now() + timeout
    fs = set(fs)
    total = len(fs)
    finished = [future for future in fs if future._state in (CANCELLED_AND_NOTIFIED, FINISHED)]
    left = fs.difference(finished)
    while finished:
        yield finished.pop()
    while left:
        waiter = _Waiter(left, 1, False)
        try:
            if not waiter.event.wait(None if end is None else max(0, end - _now())) and not waiter.finished:
                raise TimeoutError(f"{len(left)} (of {total}) futures unfinished")
        finally:
            waiter.leave()
        finished = waiter.finished[::-1]
        left = left.difference(finished)
        while finished:
            yield finished.pop()


class Executor:
    """Runs calls elsewhere."""

    def submit(self, fn, /, *args, **kwargs):
        """Have a function called; its future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """As the builtin map(), with the calls beside each other; TimeoutError after timeout seconds."""
        end = None if timeout is None else timeout + _now()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    yield _result_or_cancel(futures.pop(), None if end is None else end - _now())
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those that go on."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _result_or_cancel(future, timeout):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        # The exception's traceback holds this frame.
        del future
