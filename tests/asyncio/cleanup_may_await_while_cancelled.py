import asyncio

import jumping_clock


async def worker(log):
    try:
        await asyncio.sleep(10)
    finally:
        log.append("cleanup starts")
        await asyncio.sleep(0.01)
        log.append("cleanup ends")


async def main():
    log = []
    t = asyncio.create_task(worker(log))
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    print(t.done(), log)
    try:
        await t
    except asyncio.CancelledError:
        print(log)
    log = []
    t = asyncio.create_task(worker(log))
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled twice", log)


asyncio.run(main(), loop_factory=jumping_clock.loop)
