import asyncio


async def main():
    lock = asyncio.Lock()
    order = []

    async def work(name):
        async with lock:
            order.append(name)
            await asyncio.sleep(0)

    async def greedy():
        for i in range(2):
            async with lock:
                order.append(f"greedy{i}")
                await asyncio.sleep(0)

    await asyncio.gather(greedy(), work("a"), work("b"))
    print(order, lock.locked())
    await lock.acquire()
    waiter = asyncio.create_task(work("cancelled"))
    other = asyncio.create_task(work("other"))
    await asyncio.sleep(0)
    lock.release()
    waiter.cancel()
    await other
    print(order, lock.locked(), waiter.cancelled())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)


asyncio.run(main())
