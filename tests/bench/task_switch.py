"""Two thousand tasks that each give way a hundred times."""

import asyncio


async def worker(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def main():
    print("checksum", sum(await asyncio.gather(*(worker(100) for _ in range(2000)))))


asyncio.run(main())
