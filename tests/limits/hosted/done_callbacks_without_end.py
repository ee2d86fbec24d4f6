# imported by hostile.rs, which runs it in a VM of a host
# ends: MemoryError
import asyncio
async def main():
    f=asyncio.Future()
    for i in range(6*10**7): f.add_done_callback(print)
    print('made')
asyncio.run(main())
