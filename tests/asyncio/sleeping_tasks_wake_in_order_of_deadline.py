import asyncio

import jumping_clock


async def main():
    loop = asyncio.get_running_loop()
    order = []

    async def sleeper(n):
        await asyncio.sleep(n / 500)
        order.append(n)

    await asyncio.gather(*(sleeper(n) for n in (5, 3, 9, 1, 7, 2, 8)))
    print(order)
    handles = [loop.call_later(n / 500, order.append, -n) for n in range(1, 6)]
    handles[1].cancel()
    handles[3].cancel()
    await asyncio.sleep(0.03)
    print(order[7:], handles[0].cancelled(), handles[1].cancelled(), handles[0].when() < handles[4].when())
    many = [loop.call_later(100, print, "never") for _ in range(1000)]
    for h in many:
        h.cancel()
    await asyncio.sleep(0)
    print("cancelled many")


asyncio.run(main(), loop_factory=jumping_clock.loop)
