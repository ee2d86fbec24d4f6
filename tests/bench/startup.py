"""Nothing but the start of the interpreter and of one event loop."""

import asyncio


async def main():
    print("checksum 1")


asyncio.run(main())
