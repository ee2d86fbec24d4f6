import asyncio

log = []


async def main():
    loop = asyncio.get_running_loop()
    log.append("main")

    async def task(name):
        log.append(name)
        await asyncio.sleep(0)
        log.append(name + "'")

    loop.call_soon(log.append, "cs1")
    t1 = asyncio.create_task(task("t1"))
    loop.call_soon(log.append, "cs2")
    t2 = asyncio.create_task(task("t2"))
    f = loop.create_future()
    f.add_done_callback(lambda f: log.append("dc1"))
    f.add_done_callback(lambda f: log.append("dc2"))
    f.set_result(1)
    loop.call_soon(log.append, "cs3")
    await asyncio.sleep(0)
    log.append("m1")
    await asyncio.sleep(0)
    log.append("m2")
    await t1
    await t2
    log.append("m3")


asyncio.run(main())
print(log)
