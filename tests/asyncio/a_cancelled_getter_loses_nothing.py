import asyncio


async def main():
    q = asyncio.Queue()
    getters = [asyncio.create_task(q.get()) for _ in range(3)]
    await asyncio.sleep(0)
    getters[0].cancel()
    q.put_nowait("a")
    q.put_nowait("b")
    results = await asyncio.gather(*getters, return_exceptions=True)
    print([r if isinstance(r, str) else type(r).__name__ for r in results])


asyncio.run(main())
