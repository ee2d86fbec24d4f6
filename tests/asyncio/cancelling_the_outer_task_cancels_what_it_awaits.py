import asyncio


async def inner():
    try:
        await asyncio.sleep(10)
    finally:
        print("inner finally")


async def middle():
    try:
        await inner()
    finally:
        print("middle finally")


async def outer(task):
    try:
        await task
    finally:
        print("outer finally", task.cancelled())


async def main():
    task = asyncio.create_task(middle())
    waiter = asyncio.create_task(outer(task))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiter.cancel()
    try:
        await waiter
    except asyncio.CancelledError:
        print("waiter cancelled", task.cancelled())
    f = asyncio.get_running_loop().create_future()
    f.cancel()
    try:
        await f
    except asyncio.CancelledError:
        print("someone else's cancellation", asyncio.current_task().cancelling())


asyncio.run(main())
