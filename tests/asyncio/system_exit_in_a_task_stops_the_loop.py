import asyncio
import sys


async def quits():
    await asyncio.sleep(0)
    sys.exit(3)


async def main():
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: print(context["message"]))
    asyncio.create_task(quits())
    try:
        await asyncio.sleep(10)
    finally:
        print("main finally")


try:
    asyncio.run(main())
except SystemExit as error:
    print("code", error.code)
