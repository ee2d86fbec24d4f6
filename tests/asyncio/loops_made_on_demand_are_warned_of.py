import asyncio
import threading


def forget():
    asyncio.get_event_loop_policy().get_event_loop().close()
    asyncio.set_event_loop_policy(None)


async def coroutine():
    pass


def function():
    return asyncio.get_event_loop()


function()
forget()
asyncio.Future()
forget()
asyncio.gather()
forget()
waiting = coroutine()
asyncio.ensure_future(waiting).get_loop().run_until_complete(asyncio.sleep(0))
forget()


def elsewhere():
    for need in (asyncio.get_event_loop, asyncio.Future, asyncio.gather):
        try:
            need()
        except RuntimeError as error:
            print(error)


thread = threading.Thread(target=elsewhere, name="T")
thread.start()
thread.join()
asyncio.run(coroutine())
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print(error)
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)
loop.close()
