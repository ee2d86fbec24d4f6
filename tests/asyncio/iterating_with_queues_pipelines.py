import asyncio


async def stage(source, sink, f):
    while (item := await source.get()) is not None:
        await sink.put(f(item))
    await sink.put(None)


async def main():
    a, b, c = (asyncio.Queue(1) for _ in range(3))
    stages = [asyncio.create_task(stage(a, b, lambda x: x + 1)), asyncio.create_task(stage(b, c, lambda x: x * 10))]
    out = []

    async def feed():
        for i in range(5):
            await a.put(i)
        await a.put(None)

    feeder = asyncio.create_task(feed())
    while (item := await c.get()) is not None:
        out.append(item)
    await asyncio.gather(feeder, *stages)
    print(out)


asyncio.run(main())
