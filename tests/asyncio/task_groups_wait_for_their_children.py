import asyncio


async def work(x):
    await asyncio.sleep(0)
    return x


async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(work(1))
        b = tg.create_task(work(2), name="b")
        print("body ends")
    print(a.result(), b.result(), b.get_name())


asyncio.run(main())
