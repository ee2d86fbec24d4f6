"""Queues between tasks."""

import collections
import heapq

from _asyncio import _wake_first, get_running_loop

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
        self._unfinished_tasks = 0
        self._finished = None
        self._is_shutdown = False
        # Whether no derived class has a word in putting and getting, which are shorter then.
        cls = type(self)
        self._plain = cls is Queue or all(getattr(cls, name) is getattr(Queue, name) for name in _DECIDING)
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
        parts = [
            f"maxsize={self._maxsize!r}",
            # A derived class may keep its items elsewhere.
            getattr(self, "_queue", None) and f"_queue={list(self._queue)!r}",
            self._getters and f"_getters[{len(self._getters)}]",
            self._putters and f"_putters[{len(self._putters)}]",
            self._unfinished_tasks and f"tasks={self._unfinished_tasks}",
            self._is_shutdown and "shutdown",
        ]
        return " ".join(filter(None, parts))

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
        return 0 < self._maxsize <= self.qsize()

    async def put(self, item):
        """Put an item in, and wait for a free place if there is none."""
        plain = self._plain
        while 0 < self._maxsize <= len(self._queue) if plain else self.full():
            if self._is_shutdown:
                raise QueueShutDown
            waiter = self._waiter(self._putters)
            try:
                await waiter
            except:
                self._give_up(waiter, self._putters, self.full)
                raise
        if not plain or self._is_shutdown or self._finished is not None:
            return self.put_nowait(item)
        self._queue.append(item)
        self._unfinished_tasks += 1
        if self._getters:
            _wake_first(self._getters)

    async def get(self):
        """Take an item out, and wait for one if there is none."""
        plain = self._plain
        while not self._queue if plain else self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            waiter = self._waiter(self._getters)
            try:
                await waiter
            except:
                self._give_up(waiter, self._getters, self.empty)
                raise
        if not plain:
            return self.get_nowait()
        item = self._queue.popleft()
        if self._putters:
            _wake_first(self._putters)
        return item

    def _waiter(self, waiters):
        loop = get_running_loop()
        waiter = (loop if loop is self._loop else self._get_loop()).create_future()
        waiters[waiter] = None
        return waiter

    def _give_up(self, waiter, waiters, blocked):
        waiter.cancel()
        waiters.pop(waiter, None)
        if not blocked() and not waiter.cancelled():
            # The place that this one was woken for goes to the next.
            _wake_first(waiters)

    def put_nowait(self, item):
        """Put an item in. Raises QueueFull if there is no free place."""
        if self._is_shutdown:
            raise QueueShutDown
        if self._plain:
            if 0 < self._maxsize <= len(self._queue):
                raise QueueFull
            self._queue.append(item)
        else:
            if self.full():
                raise QueueFull
            self._put(item)
        self._unfinished_tasks += 1
        if self._finished is not None:
            self._finished.clear()
        if self._getters:
            _wake_first(self._getters)

    def get_nowait(self):
        """Take an item out. Raises QueueEmpty if there is none."""
        if not self._queue if self._plain else self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            raise QueueEmpty
        item = self._queue.popleft() if self._plain else self._get()
        if self._putters:
            _wake_first(self._putters)
        return item

    def task_done(self):
        """An item that was taken out has been worked on. Raises ValueError if there was none."""
        if self._unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished_tasks -= 1
        if self._unfinished_tasks == 0 and self._finished is not None:
            self._finished.set()

    async def join(self):
        """Wait until all items have been worked on."""
        if self._unfinished_tasks > 0:
            if self._finished is None:
                self._finished = Event()
            await self._finished.wait()

    def shutdown(self, immediate=False):
        """Take no more items; once it is empty (or at once, if immediate), get() raises QueueShutDown."""
        self._is_shutdown = True
        if immediate:
            while not self.empty():
                self._get()
                if self._unfinished_tasks > 0:
                    self._unfinished_tasks -= 1
            if self._unfinished_tasks == 0 and self._finished is not None:
                self._finished.set()
        for waiters in (self._getters, self._putters):
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)
            waiters.clear()


_DECIDING = ("_init", "_get", "_put", "get_nowait", "put_nowait", "empty", "full", "qsize")


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)


class LifoQueue(Queue):
    """The last item first."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
