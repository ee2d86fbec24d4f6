async def ticks(source):
    async for tick in source:
        yield tick
