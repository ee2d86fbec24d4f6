import asyncio


async def work(x):
    await asyncio.sleep(0)
    if x < 0:
        raise ValueError("negative")
    return x


async def main():
    t = asyncio.create_task(work(5), name="mine")
    print(t.get_name(), t.done(), t.cancelled(), t.get_coro().__name__)
    try:
        t.result()
    except asyncio.InvalidStateError as error:
        print(type(error).__name__, error)
    try:
        t.exception()
    except asyncio.InvalidStateError as error:
        print(error)
    await t
    print(t.done(), t.result(), t.exception())
    f = asyncio.create_task(work(-1))
    try:
        await f
    except ValueError as error:
        print(error, f.exception() is error, f.done(), f.cancelled())
    t.set_name(7)
    print(t.get_name(), asyncio.current_task().get_name().startswith("Task-"), len(asyncio.all_tasks()))
    for g in (lambda: t.set_result(1), lambda: t.set_exception(ValueError()), lambda: asyncio.create_task(5), lambda: asyncio.create_task(work)):
        try:
            g()
        except Exception as error:
            print(type(error).__name__, str(error).split(" at ")[0].replace("<function work", "<function work"))


asyncio.run(main())
