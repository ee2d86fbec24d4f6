async def down(n):
    if n == 0:
        return await Leaf()
    return await down(n - 1) + 1


class Leaf:
    def __await__(self):
        value = yield "leaf"
        return value


c = down(300)
print(c.send(None))
try:
    c.send(5)
except StopIteration as stop:
    print(stop.value)


async def loop(n):
    total = 0
    for _ in range(n):
        total += await down(3) if False else 1
    return total


try:
    loop(1000).send(None)
except StopIteration as stop:
    print(stop.value)
