# imported by hostile.rs, which runs it in a VM of a host
# ends: CancelledError or RecursionError or Ok or Stopped
import asyncio
async def main():
    async def w(t): await t
    t=asyncio.get_running_loop().create_future()
    for i in range(50000): t=asyncio.create_task(w(t))
    await asyncio.sleep(0)
    t.cancel()
asyncio.run(main())
