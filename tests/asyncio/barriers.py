import asyncio


async def main():
    barrier = asyncio.Barrier(3)

    async def work(n):
        await asyncio.sleep(n / 100)
        position = await barrier.wait()
        return n, position < 3

    print(await asyncio.gather(*(work(n) for n in range(3))), barrier.n_waiting, barrier.parties, barrier.broken)


asyncio.run(main())
