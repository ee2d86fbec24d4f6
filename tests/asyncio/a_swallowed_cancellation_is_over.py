import asyncio


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("swallowed", asyncio.current_task().cancelling())
    await asyncio.sleep(0)
    print("went on", asyncio.current_task().uncancel())
    return "finished"


async def main():
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    t.cancel()
    print(await t, t.cancelled())
    u = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    u.cancel("first")
    u.cancel("second")
    print(u.cancelling())
    print(await u)


asyncio.run(main())
