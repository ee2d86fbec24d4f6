x = y = z, *w = a
x: int
x.y: int = 1
(x): int = yield
x[0]: a
x += 1; x **= 2; x //= yield
del a, b.c, (d, [e]), (f)
return_ = 1
pass
assert a, b
import a, b.c as d
from . import a
from ... import (a, b as c,)
from .a.b import *
from a . b import c
raise
raise a from b
global a, b
type X = int
type Y[T: int = str, *Ts = *a, **P = [int]] = T
type = match = case = _ = 1
print(type, match, case)
async def f():
    async for a in b: pass
    else: pass
    async with a as b, c: return
    return [x async for x in y]
for a, in b: continue
for (a, b), *c in d, *e:
    break
else:
    pass
while a: pass
else: b
if a: b
elif c: d
elif e:
    f
else:
    g
with a: pass
with a as b, c as (d, e): pass
with (a as b, c): pass
with (a, b,): pass
with (a, b) as c: pass
with (a): pass
with (yield): pass
with (a).b as c, (d): pass
with (a for b in c): pass
try: a
except: b
try: a
except A: b
except (B, C) as d: e
else: f
finally: g
try: a
finally: b
try: a
except* A: b
except* B as c: d
def f(): ...
