import asyncio


async def forgotten(): ...


async def main():
    forgotten()
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
