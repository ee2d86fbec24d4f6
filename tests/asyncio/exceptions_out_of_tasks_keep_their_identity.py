import asyncio


class Mine(Exception):
    pass


error = Mine("the one")


async def fails():
    await asyncio.sleep(0)
    raise error


async def main():
    t = asyncio.create_task(fails())
    for _ in range(2):
        try:
            await t
        except Mine as e:
            print(e is error, e.args)
    print(t.exception() is error)
    results = await asyncio.gather(fails(), asyncio.sleep(0, 1), return_exceptions=True)
    print(results[0] is error, results[1])
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
    except* Mine as g:
        print(g.exceptions[0] is error)


asyncio.run(main())
