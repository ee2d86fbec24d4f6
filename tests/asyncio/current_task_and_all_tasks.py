import asyncio


async def who():
    return asyncio.current_task().get_name()


async def main():
    print(asyncio.current_task().get_name().startswith("Task-"), await who() == asyncio.current_task().get_name())
    t = asyncio.create_task(who(), name="worker")
    print(sorted(x.get_name() for x in asyncio.all_tasks() if x is not asyncio.current_task()))
    print(await t, len(asyncio.all_tasks()))
    asyncio.get_running_loop().call_soon(lambda: print("in a callback", asyncio.current_task()))
    await asyncio.sleep(0)
    print(asyncio.iscoroutinefunction(who), asyncio.isfuture(t), asyncio.iscoroutine(who), asyncio.ensure_future(t) is t)


asyncio.run(main())
try:
    asyncio.current_task()
except RuntimeError as e:
    print(e)
try:
    asyncio.create_task(c := who())
except RuntimeError as e:
    print(e)
c.close()
