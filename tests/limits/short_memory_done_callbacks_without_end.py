# memory: 400000
# oracle: CPython has no limit of its own here
def attempt(work):
    try: work(); print('done')
    except MemoryError: print('MemoryError')

import asyncio
def dcb():
    async def m():
        f=asyncio.Future()
        for i in range(10**8): f.add_done_callback(print)
    asyncio.run(m())
attempt(dcb)
