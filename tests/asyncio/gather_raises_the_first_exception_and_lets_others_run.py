import asyncio

import jumping_clock


async def good(delay):
    await asyncio.sleep(delay)
    print("good ran", delay)
    return delay


async def bad(delay):
    await asyncio.sleep(delay)
    raise ValueError(f"bad {delay}")


async def main():
    try:
        await asyncio.gather(good(0.02), bad(0.01), good(0))
    except ValueError as error:
        print(error)
    await asyncio.sleep(0.03)
    results = await asyncio.gather(good(0), bad(0), return_exceptions=True)
    print(results)


asyncio.run(main(), loop_factory=jumping_clock.loop)
