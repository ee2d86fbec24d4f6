import asyncio

import jumping_clock


async def child(n, log):
    try:
        await asyncio.sleep(n)
    finally:
        log.append(n)


async def nested():
    log = []
    async with asyncio.TaskGroup() as outer:
        async with asyncio.TaskGroup() as inner:
            inner.create_task(child(0.02, log))
        outer.create_task(child(0.01, log))
        outer.create_task(spawner(outer, log))
    print(log)


async def spawner(group, log):
    await asyncio.sleep(0)
    group.create_task(child(0.03, log))


async def cancelled_from_outside():
    log = []

    async def body():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(10, log))
            tg.create_task(child(20, log))

    t = asyncio.create_task(body())
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", sorted(log))


async def child_cancels_itself():
    async def quits(): raise asyncio.CancelledError
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(quits())
    print("group survived", t.cancelled())


async def two_failures():
    async def fail(n):
        try:
            await asyncio.sleep(0 if n == 1 else 10)
        except asyncio.CancelledError:
            raise KeyError(n)
        raise ValueError(n)

    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(1))
            tg.create_task(fail(2))
    except BaseException as e:
        print(repr(e))


async def misuse():
    tg = asyncio.TaskGroup()
    c = child(0, [])
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print(str(e).split("<")[0])
    c.close()
    async with tg:
        pass
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print(str(e).split("<")[0])


async def main():
    for f in (nested, cancelled_from_outside, child_cancels_itself, two_failures, misuse):
        await f()


asyncio.run(main(), loop_factory=jumping_clock.loop)
