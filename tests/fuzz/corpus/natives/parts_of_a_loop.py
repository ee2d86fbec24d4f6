# Tasks that wait, for each other too, and what a loop is made of.
async def waits(future):
    try:
        return await future
    finally:
        CHANCE.react()


def waiting_ring():
    future = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(waits(future))]
    for _ in range(3):
        tasks.append(asyncio.create_task(waits(tasks[-1])))
    future.add_done_callback(tasks[-1].cancel)
    return tasks[CHANCE.below(4)]


def finished(result):
    future = asyncio.get_running_loop().create_future()
    if isinstance(result, Exception):
        future.set_exception(result)
        future.exception()
    else:
        future.set_result(result)
    return future


MAKERS += [
    waiting_ring,
    lambda: finished(1),
    lambda: finished(KeyError(1)),
    lambda: asyncio.shield(waiting_ring()),
    lambda: asyncio.gather(waiting_ring(), waiting_ring(), return_exceptions=True),
    lambda: asyncio.get_running_loop().call_at(5, CHANCE.react),
    lambda: asyncio.Semaphore(1),
    lambda: asyncio.Condition(),
    lambda: asyncio.Barrier(2),
    lambda: asyncio.PriorityQueue(),
    lambda: asyncio.TaskGroup(),
    lambda: asyncio.wait_for(finished(1), 1),
    lambda: asyncio.as_completed([finished(1), waits(finished(2))]),
    lambda: asyncio.Runner(),
    lambda: asyncio.current_task(),
    lambda: asyncio.all_tasks(),
    lambda: waits(finished(1)).__await__(),
    lambda: contextvars.ContextVar("other"),
] * 3
