# The way from a task to what it waits for leads back; it may also be long.
# oracle: CPython reports that the tasks of the ring are destroyed
import asyncio


async def ring():
    async def wait(place):
        await tasks[place]

    tasks = [asyncio.create_task(wait(place)) for place in (1, 2, 0)]
    await asyncio.sleep(0)
    tasks[0].cancel()


async def gathered():
    async def wait():
        await gathering

    gathering = asyncio.gather(asyncio.create_task(wait()))
    await asyncio.sleep(0)
    gathering.cancel()


async def line():
    async def wait(other):
        await other

    end = last = asyncio.get_running_loop().create_future()
    for _ in range(500):
        last = asyncio.create_task(wait(last))
    await asyncio.sleep(0)
    last.cancel()
    try:
        await last
    except asyncio.CancelledError:
        print('cancelled', end.cancelled())


for main in ring, gathered, line:
    try:
        asyncio.run(main())
    except RecursionError as error:
        print(type(error).__name__)
