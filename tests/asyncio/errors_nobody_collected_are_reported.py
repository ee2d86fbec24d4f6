import asyncio
import gc


async def bad():
    raise ValueError("lost")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context.get("exception"))))
    t = asyncio.create_task(bad())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del t
    gc.collect()
    print("after del")
    t = asyncio.create_task(bad())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(repr(t.exception()))
    del t
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    f = loop.create_future()
    f.set_exception(KeyError("unread"))
    del f
    gc.collect()
    print("end")


asyncio.run(main())
