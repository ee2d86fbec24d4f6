"""The exceptions of asyncio."""

__all__ = (
    "CancelledError", "InvalidStateError", "TimeoutError", "IncompleteReadError", "LimitOverrunError",
    "SendfileNotAvailableError", "BrokenBarrierError", "QueueEmpty", "QueueFull", "QueueShutDown",
)


class CancelledError(BaseException):
    """The task or future was cancelled."""


class InvalidStateError(Exception):
    """The future is not in a state that allows this."""


TimeoutError = TimeoutError


class SendfileNotAvailableError(RuntimeError):
    """The system cannot send this file by itself."""


class IncompleteReadError(EOFError):
    """The stream ended early.

    partial: the bytes that came.  expected: how many were asked for, or None.
    """

    def __init__(self, partial, expected):
        wanted = "undefined" if expected is None else repr(expected)
        super().__init__(f"{len(partial)} bytes read on a total of {wanted} expected bytes")
        self.partial = partial
        self.expected = expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """More bytes came than the buffer may hold, and no separator among them.

    consumed: how many bytes can be taken without losing a separator.
    """

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (self.args[0], self.consumed)


class BrokenBarrierError(RuntimeError):
    """The barrier was broken by abort()."""


class QueueEmpty(Exception):
    """get_nowait() of an empty queue."""


class QueueFull(Exception):
    """put_nowait() into a full queue."""


class QueueShutDown(Exception):
    """The queue was shut down."""


import _asyncio

CancelledError.__module__ = InvalidStateError.__module__ = "asyncio.exceptions"
QueueEmpty.__module__ = QueueFull.__module__ = QueueShutDown.__module__ = "asyncio.queues"
_asyncio._register_exceptions(CancelledError, InvalidStateError)
