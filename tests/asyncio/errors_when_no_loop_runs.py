import asyncio

try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)


async def f(): return 1


for make in (asyncio.sleep(0), f()):
    try:
        make.send(None)
        print("suspended")
    except StopIteration as e:
        print("value", e.value)
    make.close()
c = asyncio.sleep(1)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
q = asyncio.Queue()
q.put_nowait(1)
print(q.get_nowait(), asyncio.Lock().locked(), asyncio.Event().is_set())
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)
fut = loop.create_future()
loop.call_soon(fut.set_result, "x")
print(loop.run_until_complete(fut), loop.run_until_complete(f()))
pending = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(pending)
except RuntimeError as e:
    print(e)
loop.close()
for action in (lambda: loop.run_forever(), lambda: loop.create_task(f2), lambda: loop.call_later(1, print)):
    f2 = f()
    try:
        action()
    except RuntimeError as e:
        print(e)
    f2.close()
