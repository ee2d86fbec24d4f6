import asyncio


async def work():
    try:
        print("working")
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
        raise
    finally:
        await asyncio.sleep(0)
        print("cleaned up")


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(0)
    print(t.cancel("reason"), t.cancelling(), t.cancelled())
    try:
        await t
    except asyncio.CancelledError as error:
        print("main saw", error.args)
    print(t.cancelled(), t.done(), t.cancel(), issubclass(asyncio.CancelledError, Exception))
    for f in (t.result, t.exception):
        try:
            f()
        except asyncio.CancelledError as error:
            print("raised", error.args)


asyncio.run(main())
