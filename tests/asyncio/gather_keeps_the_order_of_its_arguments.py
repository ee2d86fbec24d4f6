import asyncio


async def work(x, delay):
    await asyncio.sleep(delay)
    print("done", x)
    return x


async def main():
    print(await asyncio.gather(work(1, 0.02), work(2, 0.01), work(3, 0)))
    print(await asyncio.gather())
    t = asyncio.create_task(work(9, 0))
    print(await asyncio.gather(t, t, work(4, 0)))
    c = work(7, 0)
    print(await asyncio.gather(c, c))


asyncio.run(main())
