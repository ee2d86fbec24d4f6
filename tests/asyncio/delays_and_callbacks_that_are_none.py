import asyncio


def shown(call):
    try:
        return type(call()).__name__
    except (TypeError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


async def coroutine():
    pass


async def main():
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = 60
    loop.set_exception_handler(lambda loop, context: print("told:", context["message"], repr(context["exception"])))
    for delay in ("1", None, [], b"1", 10**400, True, -1):
        print(repr(delay)[:9], shown(lambda: loop.call_later(delay, int)))
    print(shown(lambda: loop.call_at(None, int)))
    print(shown(lambda: loop.call_soon(5)), shown(lambda: loop.call_later(0, None)))
    print(shown(lambda: loop.call_soon(int, wrong=1)))
    await asyncio.sleep(0.001)
    for timeout in ("x", []):
        try:
            await asyncio.wait_for(loop.create_future(), timeout)
        except TypeError as error:
            print(error)
        try:
            await asyncio.wait([loop.create_future()], timeout=timeout)
        except TypeError as error:
            print(error)
    loop.set_debug(True)
    for method in (loop.call_soon, loop.call_soon_threadsafe, lambda f: loop.call_later(0, f), lambda f: loop.call_at(0, f),
                   lambda f: loop.run_in_executor(None, f)):
        print(shown(lambda: method(5)), shown(lambda: method(coroutine)), sep="; ")
    try:
        asyncio.gather([coroutine])
    except TypeError as error:
        print(error)
    not_taken = coroutine()
    for several in (asyncio.as_completed, lambda c: asyncio.wait(c).send(None)):
        try:
            several(not_taken)
        except TypeError as error:
            print(error)
    not_taken.close()


asyncio.run(main())
