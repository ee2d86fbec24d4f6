import asyncio, contextvars


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return (yield)


async def numbers():
    try:
        for n in range(3):
            yield n
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)


async def main():
    variable = contextvars.ContextVar("variable", default=0)
    try:
        async with asyncio.timeout(0.01) as limit, asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(1))
            group.create_task(asyncio.wait_for(asyncio.Event().wait(), 0.005))
            token = variable.set(1)
            async for n in numbers():
                limit.reschedule(limit.when())
                if n:
                    break
            variable.reset(token)
    except* TimeoutError as errors:
        print(errors.exceptions)
    queue = asyncio.Queue(1)
    done, pending = await asyncio.wait([asyncio.create_task(queue.put(n)) for n in range(3)], timeout=0.01)
    for task in pending:
        task.cancel("enough")
    print(len(done), await asyncio.gather(*pending, return_exceptions=True), queue.get_nowait())
    await Awaitable()


try:
    asyncio.run(main())
except RuntimeError as error:
    print(error)
