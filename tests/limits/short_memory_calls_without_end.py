# memory: 200000
# oracle: CPython has no limit of its own here
def attempt(work):
    try: work(); print('done')
    except MemoryError: print('MemoryError')

import asyncio
async def m():
    l=asyncio.get_running_loop()
    while 1: l.call_soon(id, 1)
attempt(lambda: asyncio.run(m()))
