import asyncio, functools, itertools

for ask in (lambda: isinstance("x", functools.reduce(lambda a, _: (a, a), range(10), int)), lambda: sum(itertools.islice(itertools.cycle([1]), 5000))):
    print(ask())


async def main():
    loop = asyncio.get_running_loop()
    partial = functools.partial(loop.call_soon)
    partial.__setstate__((loop.call_soon, (partial,), {}, {}))
    partial()
    await asyncio.sleep(1)
    list(itertools.repeat(1))


asyncio.run(main())
