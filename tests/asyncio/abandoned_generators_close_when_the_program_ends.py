import asyncio


async def numbers(name, fails=False):
    try:
        yield 1
        yield 2
    finally:
        print("closing", name)
        if fails:
            1 / 0
        await asyncio.sleep(0)
        print("closed", name)


async def at_the_end():
    async for _ in numbers("first"):
        break
    print("main ends")


async def failing():
    def show(loop, context):
        print(context["message"], repr(context["exception"]), sorted(context))

    asyncio.get_running_loop().set_exception_handler(show)
    async for _ in numbers("second", fails=True):
        break


asyncio.run(at_the_end())
asyncio.run(failing())
