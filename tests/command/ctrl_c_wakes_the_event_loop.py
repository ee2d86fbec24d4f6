# interrupt: asyncio.run cancels the main task
import asyncio


async def main():
    print("waits in sleep", flush=True)
    try:
        await asyncio.sleep(15)
    except asyncio.CancelledError:
        print("cancelled")
        raise


try:
    asyncio.run(main())
except KeyboardInterrupt as error:
    print("woken", repr(error))


async def swallow():
    print("waits in a future", flush=True)
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        print("goes on")
    return "done"


print(asyncio.run(swallow()))


async def busy():
    print("waits in a loop", flush=True)
    try:
        for n in range(10**10):
            if n % 1000 == 0:
                await asyncio.sleep(0)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        print("cancelled", task.cancelling(), task.uncancel())
    return "ended by itself"


with asyncio.Runner() as runner:
    print(runner.run(busy()))
    print(runner.run(asyncio.sleep(0, "runs again")))
    print("waits outside", flush=True)
    try:
        while True:
            pass
    except KeyboardInterrupt:
        print("woken")
