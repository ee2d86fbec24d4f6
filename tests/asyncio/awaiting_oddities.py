import asyncio


class Yields5:
    def __await__(self):
        yield 5


class YieldsNone:
    def __await__(self):
        yield
        return "bare yield"


async def self_await():
    await asyncio.current_task()


async def main():
    print(await YieldsNone())
    for bad in (Yields5(),):
        async def run(): await bad
        try:
            await asyncio.create_task(run())
        except RuntimeError as error:
            print(error)
    t = asyncio.create_task(self_await(), name="selfish")
    try:
        await t
    except RuntimeError as error:
        print(str(error).split(":")[0])
    c = YieldsNone().__await__

    async def once(): return 1

    coro = once()
    print(await coro)
    try:
        await coro
    except RuntimeError as error:
        print(error)


asyncio.run(main())
