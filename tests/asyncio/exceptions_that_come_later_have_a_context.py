import asyncio
async def bad(): raise ValueError
async def main():
    f=asyncio.get_running_loop().create_future()
    f.set_exception(OSError("x"))
    try: raise KeyError(3)
    except KeyError:
        try: f.result()
        except OSError as e: print(repr(e.__context__))
        try: await asyncio.create_task(bad())
        except ValueError as e: print(repr(e.__context__))
        t=asyncio.create_task(bad()); await asyncio.sleep(0)
        try: await t
        except ValueError as e: print(repr(e.__context__))
        t=asyncio.create_task(asyncio.sleep(1)); t.cancel()
        try: await t
        except asyncio.CancelledError as e: print(repr(e.__context__))
asyncio.run(main())
