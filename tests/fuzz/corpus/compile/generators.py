def f(a):
    b = yield
    c = yield a, *b
    d = yield from (yield from a)
    e = [(yield_) for yield_ in (yield)]
    yield (yield), {(yield): (yield)}
    with (yield) as g, (yield): yield
    try: yield
    except (yield): (yield)
    finally: yield (yield)
    return (yield)
lambda: (yield from (x for x in (yield)))
