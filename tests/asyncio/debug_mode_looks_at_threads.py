import asyncio
import threading


async def main():
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = 60
    print(loop._thread_id == threading.get_ident())

    coroutine = asyncio.sleep(0)

    def other():
        calls = {
            "call_soon": lambda: loop.call_soon(int),
            "call_later": lambda: loop.call_later(0, int),
            "call_at": lambda: loop.call_at(0, int),
            "create_task": lambda: loop.create_task(coroutine),
            "threadsafe": lambda: loop.call_soon_threadsafe(int),
        }
        for name, call in calls.items():
            try:
                call()
                print(name, "taken")
            except RuntimeError as error:
                print(name, error)

    told = []
    loop.set_exception_handler(lambda loop, context: told.append((context["message"], sorted(context))))
    await asyncio.to_thread(other)
    coroutine.close()
    print(told)


asyncio.run(main(), debug=True)
print(asyncio.new_event_loop()._thread_id)
