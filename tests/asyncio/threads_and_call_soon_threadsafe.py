import asyncio
import threading


def blocking(x):
    return x * 2


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.to_thread(blocking, 4), await loop.run_in_executor(None, blocking, 5))
    future = loop.create_future()
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, "from thread"))
    thread.start()
    print(await future)
    thread.join()


asyncio.run(main())
