import asyncio

import jumping_clock


async def outer_cancel():
    async def body():
        try:
            async with asyncio.timeout(10):
                await asyncio.sleep(10)
        except TimeoutError:
            return "timeout"
    t = asyncio.create_task(body())
    await asyncio.sleep(0)
    t.cancel()
    try:
        return await t
    except asyncio.CancelledError:
        return "cancelled, not timed out"


async def timeout_swallowed():
    async with asyncio.timeout(0.01) as t:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            pass
        await asyncio.sleep(0)
    return "unreachable"


async def catches():
    try:
        return await timeout_swallowed()
    except TimeoutError:
        return "timed out although swallowed"


async def loop_of_timeouts():
    hits = 0
    for _ in range(3):
        try:
            async with asyncio.timeout(0.001):
                await asyncio.Event().wait()
        except TimeoutError:
            hits += 1
    return hits, asyncio.current_task().cancelling()


async def deadline():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout_at(loop.time() + 10) as t:
        t.reschedule(loop.time() - 1)
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("interrupted")
            raise


async def main():
    print(await outer_cancel())
    print(await catches())
    print(await loop_of_timeouts())
    try:
        await deadline()
    except TimeoutError as e:
        print("deadline", repr(e))
    try:
        await asyncio.wait_for(asyncio.wait_for(asyncio.sleep(10), 0.01), 5)
    except TimeoutError:
        print("inner wait_for")


asyncio.run(main(), loop_factory=jumping_clock.loop)
