import asyncio

import jumping_clock


async def work(x, delay):
    await asyncio.sleep(delay)
    if x == 0:
        raise ValueError
    return x


async def main():
    tasks = [asyncio.create_task(work(i, i * 0.02)) for i in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    done, pending = await asyncio.wait(tasks)
    print(sorted(t.result() for t in done), len(pending))
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(10))], timeout=0.01)
    print(len(done), len(pending), [t.cancel() for t in pending])
    bad = asyncio.create_task(work(0, 0))
    slow = asyncio.create_task(work(3, 10))
    done, pending = await asyncio.wait([bad, slow], return_when=asyncio.FIRST_EXCEPTION)
    print(done == {bad}, type(bad.exception()).__name__)
    slow.cancel()
    for args in ([], [c := work(1, 0)]):
        try:
            await asyncio.wait(args)
        except (ValueError, TypeError) as error:
            print(error)
    c.close()


asyncio.run(main(), loop_factory=jumping_clock.loop)
