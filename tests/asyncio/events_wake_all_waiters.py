import asyncio


async def waiter(event, n):
    print("waiting", n)
    print(await event.wait(), n)


async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(event, n)) for n in range(3)]
    await asyncio.sleep(0)
    print(event.is_set())
    event.set()
    print("set")
    await asyncio.gather(*tasks)
    print(await event.wait(), event.is_set())
    event.clear()
    print(event.is_set())


asyncio.run(main())
