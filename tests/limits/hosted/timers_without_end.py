# imported by hostile.rs, which runs it in a VM of a host
# ends: MemoryError
import asyncio
async def main():
    loop=asyncio.get_running_loop()
    for i in range(10**7): loop.call_later(1000,print)
    print('made')
asyncio.run(main())
