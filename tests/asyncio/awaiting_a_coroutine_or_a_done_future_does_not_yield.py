import asyncio


async def main():
    order = []

    async def coro():
        order.append("coro")
        return 1

    async def background():
        order.append("background")

    task = asyncio.create_task(background())
    future = asyncio.get_running_loop().create_future()
    future.set_result(5)
    order.append(await coro())
    order.append(await future)
    order.append("before yielding")
    await task
    order.append("after")
    print(order, await task)


asyncio.run(main())
