import asyncio

import jumping_clock


async def main():
    try:
        async with asyncio.timeout(0.01) as t:
            await asyncio.sleep(10)
    except TimeoutError:
        print("expired", t.expired(), asyncio.current_task().cancelling())
    async with asyncio.timeout(None) as t:
        print(t.when(), t.expired())
    async with asyncio.timeout(5) as t:
        await asyncio.sleep(0)
    print(t.expired())
    try:
        async with asyncio.timeout(0):
            print("runs until the first await")
            await asyncio.sleep(0)
            print("never")
    except TimeoutError as error:
        print("zero", type(error.__cause__).__name__)
    try:
        async with asyncio.timeout(10) as outer:
            async with asyncio.timeout(0.01) as inner:
                await asyncio.sleep(10)
    except TimeoutError:
        print(outer.expired(), inner.expired())
    try:
        async with asyncio.timeout(0.01) as outer:
            async with asyncio.timeout(10) as inner:
                await asyncio.sleep(10)
    except TimeoutError:
        print(outer.expired(), inner.expired())
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                raise ValueError("converted")
    except ValueError as error:
        print(error, type(error.__context__).__name__)
    t = asyncio.timeout(1)
    async with t:
        try:
            async with t:
                pass
        except RuntimeError as error:
            print(error)
    async with asyncio.timeout(0.01) as t:
        t.reschedule(None)
        await asyncio.sleep(0.02)
    print(t.expired())


asyncio.run(main(), loop_factory=jumping_clock.loop)
try:
    async def outside():
        async with asyncio.timeout(1):
            pass
    outside().send(None)
except RuntimeError as error:
    print(error)
