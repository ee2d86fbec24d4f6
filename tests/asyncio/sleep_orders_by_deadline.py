import asyncio

import jumping_clock


async def say(text, delay):
    await asyncio.sleep(delay)
    print(text)


async def main():
    await asyncio.gather(say("third", 0.03), say("first", 0.01), say("second", 0.02))
    print(await asyncio.sleep(0, "result"), await asyncio.sleep(0.001, result=5))
    await asyncio.sleep(-1)
    for bad in ("x", None):
        try:
            await asyncio.sleep(bad)
        except TypeError as error:
            print(error)
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as error:
        print(error)


asyncio.run(main(), loop_factory=jumping_clock.loop)
