import asyncio


async def main():
    loop = asyncio.get_running_loop()
    print(loop.is_running(), loop.is_closed(), loop.get_debug(), loop.time() <= loop.time())
    handle = loop.call_later(10, print, "never")
    print(handle.cancelled())
    handle.cancel()
    print(handle.cancelled())
    soon = loop.call_soon(print, "called", 1)
    await asyncio.sleep(0)
    order = []
    now = loop.time()
    loop.call_at(now + 0.02, order.append, 2)
    loop.call_at(now + 0.01, order.append, 1)
    loop.call_at(now - 5, order.append, 0)
    await asyncio.sleep(0.03)
    print(order)


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
loop = asyncio.new_event_loop()
print(loop.run_until_complete(asyncio.sleep(0, "value")))
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
print(loop.is_closed())
try:
    loop.call_soon(print)
except RuntimeError as error:
    print(error)
with asyncio.Runner() as runner:
    print(runner.run(asyncio.sleep(0, 1)), runner.run(asyncio.sleep(0, 2)))
