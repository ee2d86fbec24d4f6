import asyncio


async def work(x):
    await asyncio.sleep(x / 100)
    return x


async def main():
    for c in asyncio.as_completed([work(3), work(1), work(2)]):
        print(await c)
    tasks = [asyncio.create_task(work(x)) for x in (2, 1)]
    async for t in asyncio.as_completed(tasks):
        print(t in tasks, t.result())


asyncio.run(main())
