import asyncio
import re


def show(thing):
    print(re.sub(r"0x[0-9a-f]+", "0x", repr(thing)))


async def work():
    await asyncio.sleep(0)
    return 1


async def main():
    f = asyncio.get_running_loop().create_future()
    show(f)
    f.set_result(5)
    show(f)
    t = asyncio.create_task(work(), name="T")
    print(repr(t)[:26])
    await t
    show(asyncio.Event())
    show(asyncio.Lock())
    show(asyncio.Queue(3))
    show(asyncio.CancelledError("x"))


asyncio.run(main())
