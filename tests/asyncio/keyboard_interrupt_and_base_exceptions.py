import asyncio


class Base(BaseException):
    pass


async def raises(e):
    raise e


async def main(e):
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    t = asyncio.create_task(raises(e))
    try:
        await t
    except BaseException as caught:
        print("main caught", type(caught).__name__)
        raise


for e in (KeyboardInterrupt(), SystemExit(2), Base("b"), GeneratorExit()):
    try:
        asyncio.run(main(e))
    except BaseException as caught:
        print("run raised", type(caught).__name__)
