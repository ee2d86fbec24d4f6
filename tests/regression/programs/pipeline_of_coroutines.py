def coroutine(f):
    def start(*args):
        g = f(*args)
        next(g)
        return g
    return start


@coroutine
def broadcast(*targets):
    while True:
        item = yield
        for t in targets:
            t.send(item)


@coroutine
def keep(test, target):
    try:
        while True:
            item = yield
            if test(item):
                target.send(item)
    finally:
        target.close()


@coroutine
def collect(name, into):
    try:
        while True:
            into.setdefault(name, []).append((yield))
    except GeneratorExit:
        into[name].append("closed")


@coroutine
def running_mean():
    total = count = 0
    mean = None
    while True:
        total += yield mean
        count += 1
        mean = total / count


results = {}
sink = broadcast(keep(lambda x: x % 2 == 0, collect("even", results)), keep(lambda x: x > 3, collect("big", results)))
for n in range(7):
    sink.send(n)
sink.close()
del sink
print(results)
m = running_mean()
print([m.send(x) for x in (10, 20, 60)])
