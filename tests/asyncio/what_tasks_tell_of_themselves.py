"""What futures, tasks and handles show of themselves."""
import asyncio
async def w(): await asyncio.sleep(1)
async def main():
    loop=asyncio.get_running_loop()
    f=loop.create_future(); print(f)
    f.add_done_callback(print); print(f); f.add_done_callback(lambda x:1); print(f);f.add_done_callback(id); print(f)
    t=asyncio.create_task(w(),name='q'); print(t); await asyncio.sleep(0); print(t); t.add_done_callback(print); print(t)
    t.cancel(); print(t)
    try: await t
    except asyncio.CancelledError: pass
    print(t); print(t.get_coro().__name__, t.get_stack())
    g=asyncio.gather(x:=loop.create_future()); print(g); x.set_result(1); await g
    async def aw(): await f
    t=asyncio.create_task(aw()); await asyncio.sleep(0); print(t, len(t.get_stack()), len(t.get_stack(limit=0))); import sys; t.print_stack(file=sys.stdout)
    print(f._cancel_message, f._source_traceback, f._log_traceback, len(f._callbacks))
    h=loop.call_soon(print, 1); print(h); h2=loop.call_later(5,w); print(repr(h2).split('when')[0]); h2.cancel(); print(repr(h2).split('=')[0])
    h=loop.call_soon(lambda: 1); print(h)
    async def bad(): raise ValueError(3)
    t=asyncio.create_task(bad(), name="bad"); await asyncio.sleep(0); print(t, len(t.get_stack())); t.print_stack(file=sys.stdout); print(t.exception())
    async def c():
        try: await asyncio.sleep(5)
        except asyncio.CancelledError as e:
            global first; first=e; raise
    t=asyncio.create_task(c()); await asyncio.sleep(0); t.cancel("why")
    for _ in range(2):
        try: await t
        except asyncio.CancelledError as e: print(repr(e), e is first)
asyncio.run(main())
