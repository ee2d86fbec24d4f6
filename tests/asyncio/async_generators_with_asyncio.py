import asyncio

import jumping_clock


async def ticker(n):
    for i in range(n):
        await asyncio.sleep(0.001)
        yield i


async def merge(*sources):
    queue = asyncio.Queue()
    done = object()

    async def pump(name, source):
        async for item in source:
            await queue.put((name, item))
        await queue.put(done)

    tasks = [asyncio.create_task(pump(name, s)) for name, s in sources]
    left = len(tasks)
    while left:
        item = await queue.get()
        if item is done:
            left -= 1
        else:
            yield item


async def main():
    print(sorted([x async for x in merge(("a", ticker(2)), ("b", ticker(3)))]))
    g = ticker(5)
    print(await anext(g), await g.asend(None), await anext(g))
    t = asyncio.create_task(collect(g))
    print(await t, await anext(g, "exhausted"))

    async def stuck():
        try:
            yield 1
            await asyncio.sleep(10)
            yield 2
        finally:
            print("generator cleaned up")

    async def consume():
        async for x in stuck():
            print(x)

    t = asyncio.create_task(consume())
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("consumer cancelled")


async def collect(g):
    return [x async for x in g]


asyncio.run(main(), loop_factory=jumping_clock.loop)
