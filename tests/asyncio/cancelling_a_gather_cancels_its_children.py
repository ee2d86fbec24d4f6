import asyncio


async def child(n):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("child cancelled", n)
        raise


async def main():
    g = asyncio.gather(child(1), child(2), return_exceptions=True)
    await asyncio.sleep(0)
    print(g.cancel())
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled", g.cancelled())
    t = asyncio.create_task(child(3))
    await asyncio.sleep(0)
    t.cancel()
    print([type(r).__name__ for r in await asyncio.gather(t, return_exceptions=True)])
    t = asyncio.create_task(child(4))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await asyncio.gather(t)
    except asyncio.CancelledError:
        print("from the child", asyncio.current_task().cancelling())


asyncio.run(main())
