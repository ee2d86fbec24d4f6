import asyncio
import time


def block(n):
    time.sleep(n)
    if n > 0.015:
        raise ValueError("in the thread")
    return n


async def main():
    log = []

    async def ticks():
        for _ in range(3):
            log.append("tick")
            await asyncio.sleep(0.001)

    results = await asyncio.gather(asyncio.to_thread(block, 0.01), ticks(), asyncio.to_thread(block, 0.02), return_exceptions=True)
    print(results, log)

    async def coro(): return "from another thread"

    loop = asyncio.get_running_loop()

    def other():
        return asyncio.run_coroutine_threadsafe(coro(), loop).result(5)

    print(await asyncio.to_thread(other))


asyncio.run(main())
