import asyncio
from contextvars import Context, ContextVar, copy_context

var = ContextVar("var", default="unset")
other = ContextVar("other", default=0)


async def setter(value):
    before = var.get()
    var.set(value)
    await asyncio.sleep(0)
    return before, var.get()


async def main():
    print(await asyncio.gather(setter("a"), setter("b")), var.get())
    mine = Context()
    mine.run(var.set, "mine")
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(setter("in mine"), context=mine)
    print(t.get_context() is mine, await t, mine[var], var.get())
    print(await asyncio.create_task(setter("again"), context=mine), mine[var])

    future = loop.create_future()
    var.set("at add_done_callback")
    future.add_done_callback(lambda f: print("done in", var.get()))
    future.add_done_callback(lambda f: print("given", var.get()), context=mine)
    var.set("after")
    future.set_result(None)
    await asyncio.sleep(0)

    def callback(name):
        print(name, var.get())
        var.set("set in " + name)

    handle = loop.call_soon(callback, "soon")
    loop.call_soon(callback, "mine", context=mine)
    loop.call_later(0, callback, "later")
    var.set("changed")
    await asyncio.sleep(0.001)
    print(var.get(), mine[var], handle.get_context()[var])

    async with asyncio.TaskGroup() as group:
        child = group.create_task(setter("grouped"), context=copy_context())
    print(child.result(), child.get_context()[var], var.get())

    async def counts():
        other.set(other.get() + 1)
        return other.get()

    print([await counts() for _ in range(3)], other.get())
    print([await asyncio.create_task(counts()) for _ in range(3)], other.get())

    async def ticks():
        for n in range(2):
            var.set(f"tick {n}")
            yield n

    async for n in ticks():
        print(n, var.get())
    current = asyncio.current_task().get_context()
    print(current[var], len(current))


asyncio.run(main())
print(var.get(), len(copy_context()))


async def count():
    other.set(other.get() + 1)
    return other.get()


with asyncio.Runner() as runner:
    print(runner.run(count()), runner.run(count()))
    special = Context()
    print(runner.run(count(), context=special), special[other], runner.run(count()))
    other.set(100)
    print(runner.run(count()), other.get())


async def untouched():
    task = asyncio.current_task()
    context = task.get_context()
    print(len(context), context is task.get_context())
    other.set(5)
    print(len(context))


Context().run(asyncio.run, untouched())
