"""Time limits for a block of code."""

from . import events, tasks
from .exceptions import CancelledError, TimeoutError

__all__ = ("Timeout", "timeout", "timeout_at")


class Timeout:
    """An asynchronous context manager that cancels its block at a time on the loop's clock (None: never)."""

    # One of: created, active, expiring, expired, finished.
    _state = "created"

    def __init__(self, when):
        self._when = when
        self._timeout_handler = None
        self._task = None
        self._cancelling = 0

    def when(self):
        """The deadline on the loop's clock, in seconds, or None."""
        return self._when

    def reschedule(self, when):
        """Move the deadline."""
        if self._state != "active":
            if self._state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
        if when is None:
            self._timeout_handler = None
            return
        loop = events.get_running_loop()
        if when <= loop.time():
            self._timeout_handler = loop.call_soon(self._on_timeout)
        else:
            self._timeout_handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        """Whether the deadline came."""
        return self._state in ("expiring", "expired")

    def __repr__(self):
        info = [""]
        if self._state == "active":
            info.append(f"when={round(self._when, 3) if self._when is not None else None}")
        return f"<Timeout [{self._state}]{' '.join(info)}>"

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = tasks.current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc, traceback):
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
            self._timeout_handler = None
        if self._state == "expiring":
            self._state = "expired"
            if self._task.uncancel() <= self._cancelling and exc_type is not None:
                if issubclass(exc_type, CancelledError):
                    raise TimeoutError from exc
                _insert_timeout(exc)
                if isinstance(exc, ExceptionGroup):
                    for inner in exc.exceptions:
                        _insert_timeout(inner)
        elif self._state == "active":
            self._state = "finished"
        return None

    def _on_timeout(self):
        self._task.cancel()
        self._state = "expiring"
        self._timeout_handler = None


def _insert_timeout(exc):
    while exc.__context__ is not None:
        if isinstance(exc.__context__, CancelledError):
            error = TimeoutError()
            error.__context__ = error.__cause__ = exc.__context__
            exc.__context__ = error
            break
        exc = exc.__context__


def timeout(delay):
    """Limit a block to a number of seconds (None: no limit); then TimeoutError is raised at its end."""
    loop = events.get_running_loop()
    return Timeout(loop.time() + delay if delay is not None else None)


def timeout_at(when):
    """Limit a block to a time on the loop's clock, in seconds."""
    return Timeout(when)
