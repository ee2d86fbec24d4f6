import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.add_done_callback(lambda f: print("callback", f.result()))

    def removed(f):
        print("never")

    f.add_done_callback(removed)
    f.add_done_callback(removed)
    print(f.remove_done_callback(removed), f.done())
    loop.call_soon(f.set_result, "value")
    print(await f)
    await asyncio.sleep(0)
    f.add_done_callback(lambda f: print("late callback"))
    print("added")
    await asyncio.sleep(0)
    try:
        f.set_result(2)
    except asyncio.InvalidStateError as error:
        print(error)
    g = loop.create_future()
    g.set_exception(KeyError("k"))
    try:
        await g
    except KeyError as error:
        print(repr(error), g.exception() is error)
    h = loop.create_future()
    print(h.cancel("msg"), h.cancel(), h.cancelled(), h.done())
    try:
        await h
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
    for bad in (StopIteration, 5, "x"):
        k = loop.create_future()
        try:
            k.set_exception(bad)
            print(repr(k.exception()))
        except TypeError as error:
            print(error)
    k = loop.create_future()
    k.set_exception(ValueError)
    print(repr(k.exception()), k.get_loop() is loop, asyncio.isfuture(k), asyncio.iscoroutine(k))


asyncio.run(main())
