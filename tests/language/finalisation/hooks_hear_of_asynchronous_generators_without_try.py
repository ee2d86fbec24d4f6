import sys
async def p():
    yield 1
    yield 2
sys.set_asyncgen_hooks(None, lambda a: print('final', a.__name__))
def step(aw):
    try: aw.send(None)
    except BaseException as e: print(repr(e))
a = p(); step(a.asend(None)); del a
a = p(); step(a.asend(None)); step(a.asend(None)); del a
a = p(); a.aclose().close(); del a
print('end')
