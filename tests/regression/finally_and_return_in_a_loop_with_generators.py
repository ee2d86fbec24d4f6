def f():
    for i in range(3):
        try:
            yield i
            if i == 1:
                return "done"
        finally:
            yield f"f{i}"


g = f()
out = []
try:
    while True:
        out.append(next(g))
except StopIteration as stop:
    print(out, stop.value)
