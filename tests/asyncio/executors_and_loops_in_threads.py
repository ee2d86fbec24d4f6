import asyncio
import concurrent.futures
import contextvars
import threading

var = contextvars.ContextVar("var", default="default")


async def other_loop(n):
    await asyncio.sleep(0.001)
    return n, asyncio.get_running_loop()


async def main():
    loop = asyncio.get_running_loop()
    var.set("main")
    print(await asyncio.to_thread(var.get), await loop.run_in_executor(None, var.get))
    with concurrent.futures.ThreadPoolExecutor(2, "mine") as pool:
        print(await loop.run_in_executor(pool, lambda: threading.current_thread().name))
        futures = [loop.run_in_executor(pool, pow, 2, n) for n in range(4)]
        print(await asyncio.gather(*futures), await asyncio.wrap_future(pool.submit(pow, 3, 2)))
        try:
            await loop.run_in_executor(pool, int, "x")
        except ValueError as error:
            print(error)
    gate = threading.Event()
    task = asyncio.create_task(asyncio.to_thread(gate.wait))
    await asyncio.sleep(0.001)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled, the thread waits on")
    gate.set()

    def runs():
        number, inner = asyncio.run(other_loop(7))
        return number, inner is loop, asyncio._get_running_loop()

    print(await asyncio.to_thread(runs))

    def calls():
        future = asyncio.run_coroutine_threadsafe(other_loop(8), loop)
        number, inner = future.result(5)
        slow = asyncio.run_coroutine_threadsafe(asyncio.sleep(10), loop)
        slow.cancel()
        return number, inner is loop, slow.cancelled()

    print(await asyncio.to_thread(calls))

    def no_loop():
        try:
            asyncio.get_event_loop()
        except RuntimeError as error:
            return str(error).rpartition("_")[0]

    print(await asyncio.to_thread(no_loop))
    got = []
    finished = asyncio.Event()

    def sender(name):
        for n in range(50):
            loop.call_soon_threadsafe(got.append, (name, n))
        loop.call_soon_threadsafe(finished.set)

    threads = [threading.Thread(target=sender, args=(name,)) for name in "ab"]
    [thread.start() for thread in threads]
    await finished.wait()
    await asyncio.to_thread(lambda: [thread.join() for thread in threads])
    await asyncio.sleep(0)
    print([[n for name, n in got if name == which] == list(range(50)) for which in "ab"])
    loop.set_default_executor(concurrent.futures.ThreadPoolExecutor(1, "default"))
    print(await asyncio.to_thread(lambda: threading.current_thread().name))
    await loop.shutdown_default_executor()
    try:
        await asyncio.to_thread(print)
    except RuntimeError as error:
        print(error)


asyncio.run(main())
loop = asyncio.new_event_loop()
loop.close()
try:
    loop.call_soon_threadsafe(print)
except RuntimeError as error:
    print(error)
