async def f(a, b):
    async with a as (c, *d), b as e[0], b as e.f:
        async for g in c:
            try: yield await g
            except* A as h: await h
            finally: await [i async for i in d if await i]
            if g: continue
            break
        else: return
    return_ = {k: v async for k, v in a if [await w for w in v]}
    await (x async for x in a)
    del c, d, e
