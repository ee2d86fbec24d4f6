import asyncio


async def suicidal():
    asyncio.current_task().cancel()
    print("still running")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        print("now cancelled")
        raise


async def returns():
    asyncio.current_task().cancel()
    return "lost"


async def main():
    for f in (suicidal, returns):
        t = asyncio.create_task(f())
        try:
            print(await t)
        except asyncio.CancelledError:
            print(t.cancelled())


asyncio.run(main())
