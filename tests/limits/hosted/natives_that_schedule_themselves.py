# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
import asyncio,functools
async def m():
    l=asyncio.get_running_loop()
    f=functools.partial(l.call_soon); f.__setstate__((l.call_soon,(f,),{},{})); f()
    await asyncio.Future()
asyncio.run(m())
