[a for b in c if d if e for f in g for h, *i in j]; {a: b for c in d}; {a for b in c}; (a async for b in c if await d)
[[x for x in y] for y in [z for z in w]]; [x := 1 for y in z]; [a for b in (lambda: c, d)]; [a for b in lambda: c]
[a if b else c for d in e if (f if g else h)]; [lambda: x for x in y]; [x for x in (yield)]; (x for x in await y)
