import asyncio


async def inner():
    await asyncio.sleep(0)
    return 1 / 0


async def outer():
    await inner()


async def main():
    await asyncio.create_task(outer())


try:
    asyncio.run(main())
except ZeroDivisionError as error:
    tb = error.__traceback__
    while tb:
        code = tb.tb_frame.f_code
        if code.co_filename == __file__:
            print(code.co_name, tb.tb_lineno)
        tb = tb.tb_next
