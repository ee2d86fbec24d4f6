class Y:
    def __await__(self): yield 1; yield 2
async def c2(): await Y()
async def aw(x): await x
c = c2(); c.send(None)
try: print(aw(c).send(None))
except RuntimeError as e: print(e)
