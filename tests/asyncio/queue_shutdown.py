import asyncio


async def main():
    q = asyncio.Queue()
    q.put_nowait(1)
    waiting = asyncio.create_task(drain(q))
    await asyncio.sleep(0)
    q.shutdown()
    print(await waiting)
    for f in (q.get_nowait, lambda: q.put_nowait(1)):
        try:
            f()
        except asyncio.QueueShutDown as error:
            print(type(error).__name__)


async def drain(q):
    items = []
    try:
        while True:
            items.append(await q.get())
    except asyncio.QueueShutDown:
        return items


asyncio.run(main())
