import asyncio


async def ticks():
    try:
        n = 0
        while True:
            yield n
            n += 1
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        print("ticks closed")


async def main():
    async for n in ticks():
        if n == 2:
            break
    print("broke out")
    g = ticks()
    print(await anext(g), await anext(g))
    await g.aclose()
    h = ticks()
    await anext(h)
    globals()["kept"] = h
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
print("after run")
