import asyncio


async def work(i):
    for _ in range(3):
        await asyncio.sleep(0)
    return i


async def main():
    print(sum(await asyncio.gather(*(work(i) for i in range(5000)))))

    async def chain(n):
        return 0 if n == 0 else 1 + await chain(n - 1)

    print(await chain(500))

    async def tasks(n):
        return 0 if n == 0 else 1 + await asyncio.create_task(tasks(n - 1))

    print(await tasks(300))
    q = asyncio.Queue(1)

    async def ping():
        for i in range(1000):
            await q.put(i)

    async def pong():
        return sum([await q.get() for _ in range(1000)])

    print((await asyncio.gather(ping(), pong()))[1])


asyncio.run(main())
