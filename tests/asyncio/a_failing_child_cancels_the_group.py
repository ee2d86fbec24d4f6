import asyncio


async def bad():
    await asyncio.sleep(0)
    raise ValueError("bad")


async def sibling(n):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("sibling cancelled")
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sibling(1))
            tg.create_task(bad())
            tg.create_task(sibling(2))
            await asyncio.sleep(10)
            print("never")
    except* ValueError as group:
        print(repr(group), asyncio.current_task().cancelling())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
            raise KeyError("body")
    except* KeyError as group:
        print(repr(group))
    try:
        tg.create_task(c := bad())
    except RuntimeError as error:
        print(str(error).split("<")[0], error.args[0].split(">")[-1])


asyncio.run(main())
