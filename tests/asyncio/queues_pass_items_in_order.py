import asyncio


async def producer(q, n):
    for i in range(n):
        await q.put(i)
        print("put", i, q.qsize())
    await q.put(None)


async def consumer(q):
    while (item := await q.get()) is not None:
        print("got", item)
        q.task_done()
    q.task_done()


async def main():
    q = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer(q, 4), consumer(q))
    await q.join()
    print(q.empty(), q.full(), q.maxsize, q.qsize())
    try:
        q.get_nowait()
    except asyncio.QueueEmpty:
        print("empty")
    q.put_nowait(1)
    q.put_nowait(2)
    try:
        q.put_nowait(3)
    except asyncio.QueueFull:
        print("full")
    q.task_done()
    q.task_done()
    try:
        q.task_done()
    except ValueError as error:
        print(error)
    p = asyncio.PriorityQueue()
    l = asyncio.LifoQueue()
    for x in (3, 1, 2):
        p.put_nowait(x)
        l.put_nowait(x)
    print([await p.get() for _ in range(3)], [l.get_nowait() for _ in range(3)])


asyncio.run(main())
