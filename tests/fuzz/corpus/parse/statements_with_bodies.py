if a: pass
elif b: pass
else:
    while c:
        break
        continue
    else: pass
def f():
    for a, *b in c, *d:
        try: pass
        except (A, B) as e: raise
        except C: raise X from Y
        except: return
        else: continue
        finally: del a, (b, c), [d]
    else: return a, *b
with (a as b, c() as (d, e), f,): pass
with (a, b) as c, (d): pass
async def g():
    async with a as b, c: pass
    async for d in e: await f
    else: pass
    try: pass
    except* A as e: pass
    except* (B, C): pass
@a.b(c)[d]
@(lambda f: f)
class A(B, *C, d=E, **F): 'doc'; global g, h; assert j, k; from . import l as m; from ...n.o import (p, q as r,); import s.t as u, v
from w import *
