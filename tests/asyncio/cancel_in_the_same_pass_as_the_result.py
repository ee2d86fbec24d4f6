import asyncio


async def main():
    loop = asyncio.get_running_loop()

    async def waits(f):
        try:
            return await f
        except asyncio.CancelledError:
            return "cancelled"

    f = loop.create_future()
    t = asyncio.create_task(waits(f))
    await asyncio.sleep(0)
    f.set_result("result")
    print(t.cancel())
    print(await t, f.done())
    g = loop.create_future()
    u = asyncio.create_task(waits(g))
    await asyncio.sleep(0)
    u.cancel()
    print(g.cancelled())
    print(await u)
    v = asyncio.create_task(asyncio.sleep(0, "done"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(v.done(), v.cancel(), v.result())


asyncio.run(main())
