def gen():
    x = yield
    print("x", x)
    print("args", (yield 1), (yield 2))
    y = (yield 3) or "default"
    z = [(yield "list"), (yield "items")]
    print(y, z)
    d = {(yield "k"): (yield "v")}
    print(d)
    print(f"{(yield 'in f-string')}")
    return (yield) + (yield)


g = gen()
log = []
value = None
try:
    for value in [None, "A", "B", "C", "D", 1, 2, "key", "val", "fs", 10, 20]:
        log.append(g.send(value))
except StopIteration as stop:
    print("sum", stop.value)
print(log)
