import asyncio


def look(thing, *names):
    print(type(thing).__name__, *(f"{name}: {hasattr(thing, name)}" for name in names))


async def main():
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()
    queue.put_nowait(1)
    print(queue._unfinished_tasks, list(queue._queue), len(queue._getters), len(queue._putters))
    print(asyncio.Semaphore(3)._value, asyncio.Event()._value, asyncio.BoundedSemaphore(2)._bound_value)
    task = asyncio.current_task()
    print(task._state, task._must_cancel, task._fut_waiter, task._log_destroy_pending)
    look(asyncio.Lock(), "_waiters", "_locked")
    look(asyncio.Condition(), "_waiters", "_lock")
    look(asyncio.TaskGroup(), "_tasks", "_errors", "_parent_task", "_aborting", "_entered", "_exiting")
    look(asyncio.timeout(1), "_when", "_state", "_task", "_timeout_handler")
    look(loop, "_ready", "_scheduled", "_thread_id", "_debug", "_default_executor", "_exception_handler", "_clock_resolution",
         "_check_closed", "_check_callback", "_check_running", "_add_reader", "_remove_writer")
    timer = loop.call_later(10, print, 1, 2)
    soon = loop.call_soon(int)
    print(timer in loop._scheduled, timer._args, timer._cancelled, timer._scheduled, timer._when == timer.when())
    print(soon in loop._ready, soon._loop is loop, soon._callback, loop._closed, loop._stopping)
    timer.cancel()
    print(timer._cancelled, timer._args, timer._callback)
    first, second = loop.call_at(loop.time() + 10, int), loop.call_at(loop.time() + 20, int)
    print(first < second, first <= second, first > second, first >= second, first == second, first == first)
    print(hash(first) == hash(first.when()))
    first.cancel()
    second.cancel()
    done = loop.create_future()
    done.cancel("why")
    print(done._cancel_message, repr(done._make_cancelled_error()))
    soon._run()


asyncio.run(main())
