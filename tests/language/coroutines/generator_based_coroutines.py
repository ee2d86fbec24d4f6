import types


@types.coroutine
def pause(value):
    received = yield value
    return received


async def main():
    return await pause("a"), await pause("b")


c = main()
print(c.send(None), c.send(1))
try:
    c.send(2)
except StopIteration as stop:
    print(stop.value)
