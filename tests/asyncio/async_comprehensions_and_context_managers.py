import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def resource(name):
    print("open", name)
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print("close", name)


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def main():
    print([x async for x in numbers(3)], {x: x * x async for x in numbers(3) if x}, sum([x async for x in numbers(4)]))
    async with resource("a") as a, resource("b"):
        print("inside", a)
    try:
        async with resource("c"):
            raise ValueError("inside")
    except ValueError as error:
        print(error)
    gen = (x * 2 async for x in numbers(2))
    print([x async for x in gen], [await asyncio.sleep(0, i) for i in range(2)])


asyncio.run(main())
