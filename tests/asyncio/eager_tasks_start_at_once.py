import asyncio


async def work(n):
    print("start", n)
    if n:
        await asyncio.sleep(0)
    print("end", n)
    return n


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    a = asyncio.create_task(work(0))
    print(a.done())
    b = asyncio.create_task(work(1))
    print(b.done(), await b)


asyncio.run(main())
