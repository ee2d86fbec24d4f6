"""Queues between tasks."""

import collections

from .exceptions import QueueEmpty, QueueFull, QueueShutDown
from .locks import Event
from .mixins import LoopBound

__all__ = ("Queue", "PriorityQueue", "LifoQueue", "QueueFull", "QueueEmpty", "QueueShutDown")


class Queue(LoopBound):
    """First in, first out; at most maxsize items (0: any number)."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        # Who waits, the first first: dicts, because one in the middle may go.
        self._getters = {}
        self._putters = {}
        self._unfinished = 0
        self._finished = None
        self._is_shutdown = False
        self._init(maxsize)

    # What the variants replace.
    def _init(self, maxsize):
        self._queue = collections.deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    __class_getitem__ = classmethod(type(list[int]))

    def _format(self):
        text = f"maxsize={self._maxsize!r}"
        if getattr(self, "_queue", None):
            text += f" _queue={list(self._queue)!r}"
        if self._getters:
            text += f" _getters[{len(self._getters)}]"
        if self._putters:
            text += f" _putters[{len(self._putters)}]"
        if self._unfinished:
            text += f" tasks={self._unfinished}"
        if self._is_shutdown:
            text += " shutdown"
        return text

    def qsize(self):
        """Number of items."""
        return len(self._queue)

    @property
    def maxsize(self):
        """The most items."""
        return self._maxsize

    def empty(self):
        """Whether there are no items."""
        return not self._queue

    def full(self):
        """Whether there are maxsize items."""
        return 0 < self._maxsize <= len(self._queue)

    async def put(self, item):
        """Put an item in, and wait for a free place if there is none."""
        while self.full():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait(self._putters, self.full)
        return self.put_nowait(item)

    async def get(self):
        """Take an item out, and wait for one if there is none."""
        while not self._queue:
            if self._is_shutdown and self.empty():
                raise QueueShutDown
            await self._wait(self._getters, self.empty)
        return self.get_nowait()

    async def _wait(self, waiters, blocked):
        waiter = self._get_loop().create_future()
        waiters[waiter] = None
        try:
            await waiter
        except:
            waiter.cancel()
            waiters.pop(waiter, None)
            if not blocked() and not waiter.cancelled():
                # The place that this one was woken for goes to the next.
                _wake_next(waiters)
            raise

    def put_nowait(self, item):
        """Put an item in. Raises QueueFull if there is no free place."""
        if self._is_shutdown:
            raise QueueShutDown
        if 0 < self._maxsize <= len(self._queue):
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        if self._finished is not None:
            self._finished.clear()
        if self._getters:
            _wake_next(self._getters)

    def get_nowait(self):
        """Take an item out. Raises QueueEmpty if there is none."""
        if not self._queue:
            if self._is_shutdown:
                raise QueueShutDown
            raise QueueEmpty
        item = self._get()
        if self._putters:
            _wake_next(self._putters)
        return item

    def task_done(self):
        """An item that was taken out has been worked on. Raises ValueError if there was none."""
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0 and self._finished is not None:
            self._finished.set()

    async def join(self):
        """Wait until all items have been worked on."""
        if self._unfinished > 0:
            if self._finished is None:
                self._finished = Event()
            await self._finished.wait()

    def shutdown(self, immediate=False):
        """Take no more items; once it is empty (or at once, if immediate), get() raises QueueShutDown."""
        self._is_shutdown = True
        if immediate:
            while self._queue:
                self._get()
                if self._unfinished > 0:
                    self._unfinished -= 1
            if self._unfinished == 0 and self._finished is not None:
                self._finished.set()
        for waiters in (self._getters, self._putters):
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)
            waiters.clear()


def _wake_next(waiters):
    while waiters:
        waiter = next(iter(waiters))
        del waiters[waiter]
        if not waiter.done():
            waiter.set_result(None)
            break


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        from heapq import heappush
        heappush(self._queue, item)

    def _get(self):
        from heapq import heappop
        return heappop(self._queue)


class LifoQueue(Queue):
    """The last item first."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
