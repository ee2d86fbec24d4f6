async def f(x):
    async with x as y:
        await y
    async for item in x:
        print(item)
    return [await z async for z in x]
