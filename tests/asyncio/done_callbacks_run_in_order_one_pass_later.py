import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    log = []
    for i in range(3):
        f.add_done_callback(lambda f, i=i: log.append(i))

    async def waits():
        log.append(await f)

    t = asyncio.create_task(waits())
    await asyncio.sleep(0)
    f.set_result("woken")
    print(log)
    await asyncio.sleep(0)
    print(log)
    await t
    print(log)

    def bad(f): raise ValueError("in callback")

    loop.set_exception_handler(lambda loop, context: print(context["message"].split(" <")[0].split("(")[0], repr(context["exception"])))
    g = loop.create_future()
    g.add_done_callback(bad)
    g.add_done_callback(lambda f: print("still called"))
    g.set_result(1)
    await asyncio.sleep(0)
    task = asyncio.create_task(asyncio.sleep(0, 5))
    task.add_done_callback(lambda t: print("task done", t.result()))
    await task
    await asyncio.sleep(0)


asyncio.run(main())
