import asyncio
from contextlib import aclosing


async def numbers():
    try:
        for i in range(5):
            yield i
    finally:
        print("closed")


async def main():
    async with aclosing(numbers()) as g:
        async for n in g:
            if n == 1:
                break
    print("after")


asyncio.run(main())
