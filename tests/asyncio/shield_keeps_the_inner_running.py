import asyncio

import jumping_clock


async def work():
    await asyncio.sleep(0.01)
    print("inner finished")
    return "inner result"


async def main():
    inner = asyncio.create_task(work())
    outer = asyncio.create_task(wrap(inner))
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("outer cancelled", inner.done())
    print(await inner)
    print(await asyncio.shield(work()))


async def wrap(inner):
    return await asyncio.shield(inner)


asyncio.run(main(), loop_factory=jumping_clock.loop)
