# A task that waits for one that waits for it can be shown.
import asyncio
import re


async def wait(number):
    await tasks[number]


async def main():
    global tasks
    tasks = [asyncio.create_task(wait(1), name="a"), asyncio.create_task(wait(0), name="b")]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(re.sub(r" at [^>]*:\d+", "", repr(tasks[0])))
    future = asyncio.get_running_loop().create_future()
    future.set_result([future])
    print(future)
    # Nobody can end them from outside.
    for task in tasks:
        task.get_coro().close()
        task._log_destroy_pending = False


try:
    asyncio.run(main())
except RecursionError:
    print("nobody can cancel them")
