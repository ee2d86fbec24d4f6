"""Locks, events, conditions, semaphores and barriers."""

from collections import deque

from .exceptions import BrokenBarrierError, CancelledError
from .mixins import LoopBound

__all__ = ("Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier")


class _Held:
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, kind, exc, traceback):
        self.release()


# A line is a deque of futures, one for each task that waits: the first who came is the first to go on.

def _join(line, loop):
    """A place at the end of a line, to be awaited and then removed."""
    place = loop.create_future()
    line.append(place)
    return place


def _stands(line):
    """Whether somebody is in a line who has not given up."""
    return not all(place.cancelled() for place in line)


def _call_first(line):
    """Lets the first go on, unless that one is about to."""
    if not line[0].done():
        line[0].set_result(True)


def _call(line, most):
    """Lets so many go on; gives how many there were."""
    called = 0
    for place in line:
        if called >= most:
            break
        if not place.done():
            place.set_result(True)
            called += 1
    return called


def _describe(obj, state, line):
    text = object.__repr__(obj)
    if line:
        state = f"{state}, waiters:{len(line)}"
    return f"<{text[1:-1]} [{state}]>"


class Lock(_Held, LoopBound):
    """A lock that tasks hold one after the other; who asked first holds it first."""

    def __init__(self):
        self._waiters = deque()
        self._locked = False

    def __repr__(self):
        return _describe(self, "locked" if self._locked else "unlocked", self._waiters)

    def locked(self):
        """Whether somebody holds it."""
        return self._locked

    async def acquire(self):
        """Wait until the lock is free and take it. Gives True."""
        if self._locked or self._waiters and _stands(self._waiters):
            place = _join(self._waiters, self._get_loop())
            try:
                await place
            except BaseException as error:
                self._waiters.remove(place)
                if self._waiters and not self._locked and isinstance(error, CancelledError):
                    # The lock may have been let go for this task.
                    _call_first(self._waiters)
                raise
            self._waiters.remove(place)
        self._locked = True
        return True

    def release(self):
        """Let the lock go; the first in line gets it. Raises RuntimeError if nobody holds it."""
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        if self._waiters:
            _call_first(self._waiters)


class Event(LoopBound):
    """A flag that tasks wait for."""

    def __init__(self):
        self._waiters = deque()
        self._value = False

    def __repr__(self):
        return _describe(self, "set" if self._value else "unset", self._waiters)

    def is_set(self):
        """Whether the flag is set."""
        return self._value

    def set(self):
        """Set the flag; all who wait go on."""
        if not self._value:
            self._value = True
            _call(self._waiters, len(self._waiters))

    def clear(self):
        """Clear the flag."""
        self._value = False

    async def wait(self):
        """Wait until the flag is set. Gives True."""
        if not self._value:
            place = _join(self._waiters, self._get_loop())
            try:
                await place
            finally:
                self._waiters.remove(place)
        return True


class Condition(_Held, LoopBound):
    """A lock with a place to wait for something to change."""

    def __init__(self, lock=None):
        self._lock = lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = lock.locked, lock.acquire, lock.release
        self._waiters = deque()

    def __repr__(self):
        return _describe(self, "locked" if self.locked() else "unlocked", self._waiters)

    async def wait(self):
        """Let the lock go, wait for a notification, and take the lock again. Gives True."""
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        loop = self._get_loop()
        self.release()
        place = _join(self._waiters, loop)
        try:
            try:
                await place
            finally:
                self._waiters.remove(place)
                await self._take_back()
        except BaseException:
            # The notification may have been for this task: another one gets it.
            _call(self._waiters, 1)
            raise
        return True

    async def _take_back(self):
        """Takes the lock whatever happens; a cancellation meanwhile is raised afterwards."""
        cancelled = None
        while True:
            try:
                await self.acquire()
            except CancelledError as error:
                cancelled = error
            else:
                break
        if cancelled is not None:
            try:
                raise cancelled
            finally:
                # The exception and this frame would keep each other.
                del cancelled

    async def wait_for(self, predicate):
        """Wait until predicate() is true, and give its value."""
        while not (answer := predicate()):
            await self.wait()
        return answer

    def notify(self, n=1):
        """Wake n of those who wait. Raises RuntimeError if nobody holds the lock."""
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        _call(self._waiters, n)

    def notify_all(self):
        """Wake all who wait."""
        self.notify(len(self._waiters))


class Semaphore(_Held, LoopBound):
    """A counter of free places that tasks take and give back."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._waiters = deque()
        self._value = value

    def __repr__(self):
        return _describe(self, "locked" if self.locked() else f"unlocked, value:{self._value}", self._waiters)

    def locked(self):
        """Whether no place is free for the taking."""
        return self._value == 0 or bool(self._waiters) and _stands(self._waiters)

    async def acquire(self):
        """Wait for a free place and take it. Gives True."""
        if self.locked():
            place = _join(self._waiters, self._get_loop())
            try:
                await place
            except CancelledError:
                if place.done() and not place.cancelled():
                    # A place was kept for this task.
                    self._value += 1
                raise
            finally:
                self._waiters.remove(place)
                self._value -= _call(self._waiters, self._value)
        else:
            self._value -= 1
        return True

    def release(self):
        """Give a place back; the first in line gets it."""
        self._value += 1
        if self._waiters:
            self._value -= _call(self._waiters, 1)


class BoundedSemaphore(Semaphore):
    """A semaphore that notices when more places are given back than were taken."""

    def __init__(self, value=1):
        self._bound_value = value
        super().__init__(value)

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Barrier(LoopBound):
    """A place where a number of tasks wait for each other."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition()
        self._parties = parties
        # One of: filling, draining, resetting, broken.
        self._state = "filling"
        self._count = 0

    def __repr__(self):
        text = object.__repr__(self)
        state = self._state
        if not self.broken:
            state += f", waiters:{self.n_waiting}/{self.parties}"
        return f"<{text[1:-1]} [{state}]>"

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *exc):
        pass

    async def wait(self):
        """Wait until all parties are there; gives a different number to each."""
        async with self._cond:
            while self._state in ("draining", "resetting"):
                await self._cond.wait()
            if self._state == "broken":
                raise BrokenBarrierError("Barrier aborted")
            try:
                index = self._count
                self._count += 1
                if index + 1 == self._parties:
                    self._state = "draining"
                    self._cond.notify_all()
                else:
                    await self._cond.wait_for(lambda: self._state != "filling")
                    if self._state in ("broken", "resetting"):
                        raise BrokenBarrierError("Abort or reset of barrier")
                return index
            finally:
                self._count -= 1
                if self._count == 0:
                    if self._state in ("resetting", "draining"):
                        self._state = "filling"
                    self._cond.notify_all()

    async def reset(self):
        """Empty the barrier; those who wait get BrokenBarrierError."""
        async with self._cond:
            if self._count > 0:
                if self._state != "resetting":
                    self._state = "resetting"
            else:
                self._state = "filling"
            self._cond.notify_all()

    async def abort(self):
        """Break the barrier for all."""
        async with self._cond:
            self._state = "broken"
            self._cond.notify_all()

    @property
    def parties(self):
        """How many tasks must come."""
        return self._parties

    @property
    def n_waiting(self):
        """How many wait."""
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        """Whether the barrier is broken."""
        return self._state == "broken"
