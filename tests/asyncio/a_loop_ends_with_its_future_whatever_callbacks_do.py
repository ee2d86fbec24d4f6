# oracle: CPython loses the stop and waits for ever
# Short of memory, the callback that stops the loop may fail: the loop ends all the same.
import asyncio
import asyncio.base_events


def fails(future):
    raise MemoryError


asyncio.base_events._run_until_complete_cb = fails


async def main():
    asyncio.create_task(asyncio.sleep(3600))
    await asyncio.sleep(0)
    return "done"


loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: print(type(context["exception"]).__name__))
print(loop.run_until_complete(main()))
for task in asyncio.all_tasks(loop):
    task.cancel()
print(loop.run_until_complete(asyncio.sleep(0, "again")))
loop.close()
