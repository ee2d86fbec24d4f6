class Awaitable:
    def __init__(self, value): self.value = value

    def __await__(self):
        received = yield f"asked {self.value}"
        return received


async def inner(n):
    x = await Awaitable(n)
    return x * 2


async def outer():
    a = await inner("a")
    b = await inner("b")
    return a + b


c = outer()
print(type(c).__name__, c.__name__)
print(c.send(None), c.send(1))
try:
    c.send(10)
except StopIteration as stop:
    print("result", stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
