import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    while True:
        loop.call_later(1000, print)
        loop.call_soon(print)
        future.add_done_callback(print)
        asyncio.create_task(asyncio.sleep(10))


for grow in (lambda: [0] * 10**9, lambda: 7 ** (10**6) * 7 ** (10**6), lambda: "a" * 10**9, lambda: bytearray(10**10), lambda: " " * 10**7 + 1):
    try:
        grow()
    except (MemoryError, TypeError, OverflowError) as error:
        print(type(error).__name__)
asyncio.run(main())
