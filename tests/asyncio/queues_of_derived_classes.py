# Derived queues decide how items are kept, and when a queue counts as full or empty.
import asyncio
import collections


class Sorted(asyncio.Queue):
    def _init(self, maxsize):
        self._queue = []
        print("init", maxsize)

    def _put(self, item):
        self._queue.append(item)
        self._queue.sort()

    def _get(self):
        return self._queue.pop(0)


class Heavy(asyncio.Queue):
    """Full when the items weigh too much."""

    def full(self):
        return sum(self._queue) >= 10


class Elsewhere(asyncio.Queue):
    def _init(self, maxsize):
        self.items = collections.deque()

    def qsize(self):
        return len(self.items)

    def empty(self):
        return not self.items

    def _put(self, item):
        self.items.append(item)

    def _get(self):
        return self.items.popleft()


class Loud(asyncio.Queue):
    def put_nowait(self, item):
        print("put", item)
        super().put_nowait(item)

    def get_nowait(self):
        item = super().get_nowait()
        print("got", item)
        return item


async def drain(queue, count, out):
    for _ in range(count):
        out.append(await queue.get())
        queue.task_done()


async def fill(queue, items):
    for item in items:
        await queue.put(item)


async def through(queue, items):
    out = []
    async with asyncio.TaskGroup() as group:
        group.create_task(fill(queue, items))
        group.create_task(drain(queue, len(items), out))
    await queue.join()
    return out


async def cancelled():
    queue = asyncio.Queue(1)
    await queue.put("first")
    blocked = [asyncio.create_task(queue.put(number)) for number in range(4)]
    await asyncio.sleep(0)
    # The one that is woken is cancelled before it runs: the place goes to the next.
    print(queue.get_nowait(), len(queue._putters))
    blocked[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(queue.qsize(), [task.done() for task in blocked], [task.cancelled() for task in blocked])
    blocked[2].cancel()
    print(await queue.get(), await queue.get())
    print(await asyncio.gather(*blocked, return_exceptions=True))
    waiting = [asyncio.create_task(queue.get()) for _ in range(3)]
    await asyncio.sleep(0)
    queue.put_nowait("x")
    waiting[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([task.done() for task in waiting], waiting[1].result(), queue)
    queue.shutdown()
    print(await asyncio.gather(*waiting, return_exceptions=True))
    try:
        await queue.put(1)
    except asyncio.QueueShutDown as error:
        print(type(error).__name__)


async def main():
    print(await through(Sorted(3), [5, 3, 9, 1, 7, 2]))
    print(await through(Heavy(), [4, 8, 1, 20, 3]))
    print(await through(Elsewhere(2), list("abcdef")))
    print(await through(Loud(1), [1, 2, 3]))
    print(await through(asyncio.PriorityQueue(2), [5, 3, 9, 1]))
    print(await through(asyncio.LifoQueue(2), [5, 3, 9, 1]))
    print(await through(asyncio.Queue(2), list(range(9))))
    await cancelled()
    queue = asyncio.Queue(2)
    queue.put_nowait(1)
    queue.put_nowait(2)
    for call in [lambda: queue.put_nowait(3), asyncio.Queue().get_nowait, queue.task_done, queue.task_done, queue.task_done]:
        try:
            call()
        except Exception as error:
            print(type(error).__name__, error)


asyncio.run(main())
