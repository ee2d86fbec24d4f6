async def v(x): return x


async def main():
    print(await v(1) + await v(2) * await v(3), [await v(i) for i in range(3)], {await v("k"): await v("v")})
    print(f"{await v('f')!r:>6}", (await v([1, 2]))[await v(1)], not await v(0), -await v(3), await v(2) ** await v(3))
    print(*await v([1, 2]), await v(1) if await v(True) else await v(2), (lambda x: x)(await v(5)), [*await v("ab")])
    x = y = await v("chained")
    x += await v("!")
    assert await v(True), await v("message")
    if (w := await v("walrus")) and await v(w) == w:
        print(x, y, w)
    for i in await v([1, 2]):
        print(i, end=" ")
    while not await v(1):
        pass
    del (await v([1, 2]))[0]
    try:
        raise await v(ValueError("raised"))
    except ValueError as error:
        print(error)
    with await v(CM()) as c:
        print(c)
    match await v((1, 2)):
        case (a, b) if await v(a):
            print(a, b)
    return await v("end")


class CM:
    def __enter__(self): return "cm"
    def __exit__(self, *i): ...


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)
