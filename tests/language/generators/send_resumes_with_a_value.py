def accumulate():
    total = 0
    while True:
        value = yield total
        print("got", value)
        if value is None:
            break
        total += value
    return total


g = accumulate()
print(next(g), g.send(5), g.send(10))
try:
    next(g)
except StopIteration as stop:
    print("returned", stop.value)
h = accumulate()
try:
    h.send(1)
except TypeError as error:
    print(error)
print(h.send(None))
