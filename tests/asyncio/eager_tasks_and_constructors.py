import asyncio


async def waits(n):
    await asyncio.sleep(0)
    return n


async def shows(name):
    print(name, asyncio.current_task().get_name(), len(asyncio.all_tasks()))


async def fails():
    raise ValueError("at once")


async def deep(n):
    if n:
        await asyncio.create_task(deep(n - 1))
    return n


class Special(asyncio.Task):
    def __init__(self, coro, extra, **options):
        self.extra = extra
        super().__init__(coro, **options)


async def main():
    loop = asyncio.get_running_loop()
    task = Special(waits(4), 7, name="special")
    print(await task, task.extra, task.get_name())
    for arguments in [(3,), ()]:
        try:
            asyncio.Task(*arguments)
        except TypeError as error:
            print(error)
    task = asyncio.Task(waits(5), loop=loop, eager_start=True)
    print(task.done(), await task)
    loop.set_task_factory(asyncio.eager_task_factory)
    await asyncio.create_task(shows("inner"), name="eager")
    print(asyncio.current_task() in asyncio.all_tasks())
    task = asyncio.create_task(fails())
    print(task.done(), repr(task.exception()))
    print(await asyncio.create_task(deep(20)))
    print(await asyncio.gather(waits(1), deep(2)))
    async with asyncio.TaskGroup() as group:
        one, two = group.create_task(waits(1)), group.create_task(deep(0))
        print(one.done(), two.done())
    loop.set_task_factory(asyncio.create_eager_task_factory(lambda coro, **options: Special(coro, 1, **options)))
    task = asyncio.create_task(waits(2))
    print(type(task).__name__, await task)


asyncio.run(main())
