import asyncio

import jumping_clock


async def slow():
    try:
        await asyncio.sleep(10)
    finally:
        print("slow finally")


async def swallows():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "swallowed"


async def quick(): return "quick"


async def main():
    print(await asyncio.wait_for(quick(), 1), await asyncio.wait_for(quick(), None))
    try:
        await asyncio.wait_for(slow(), 0.01)
    except TimeoutError as error:
        print("timed out", repr(error), type(error.__cause__).__name__)
    print(await asyncio.wait_for(swallows(), 0.01))
    try:
        await asyncio.wait_for(slow(), 0)
    except TimeoutError:
        print("at once")
    f = asyncio.get_running_loop().create_future()
    f.set_result("ready")
    print(await asyncio.wait_for(f, 0), asyncio.TimeoutError is TimeoutError)
    g = asyncio.get_running_loop().create_future()
    try:
        await asyncio.wait_for(g, 0.001)
    except TimeoutError:
        print(g.cancelled())


asyncio.run(main(), loop_factory=jumping_clock.loop)
