import asyncio

import jumping_clock


async def main():
    loop = asyncio.get_running_loop()
    order = []

    def again(n):
        order.append(f"cb{n}")
        if n < 3:
            loop.call_soon(again, n + 1)

    async def other():
        for i in range(3):
            order.append(f"task{i}")
            await asyncio.sleep(0)

    loop.call_soon(again, 0)
    await other()
    await asyncio.sleep(0)
    print(order)
    done = asyncio.Event()
    loop.call_later(0.01, order.append, "late")
    loop.call_later(0, order.append, "later 0")
    loop.call_soon(order.append, "soon")
    loop.call_later(0.02, done.set)
    await done.wait()
    print(order[-3:])


asyncio.run(main(), loop_factory=jumping_clock.loop)
