import asyncio


async def main():
    async def a():
        await tb

    async def b():
        await ta

    async def c():
        await g

    ta, tb = asyncio.create_task(a()), asyncio.create_task(b())
    g = asyncio.gather(asyncio.create_task(c()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    g.cancel()
    ta.cancel()
    chain = asyncio.get_running_loop().create_future()
    for _ in range(200):
        chain = asyncio.ensure_future(asyncio.shield(chain))
    await asyncio.sleep(0)
    chain.cancel()


try:
    asyncio.run(main())
except (RecursionError, asyncio.CancelledError) as error:
    print(type(error).__name__)
