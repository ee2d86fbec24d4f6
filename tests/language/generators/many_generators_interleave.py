def worker(name, n):
    for i in range(n):
        yield f"{name}{i}"
    return name


def round_robin(*gens):
    queue = list(gens)
    while queue:
        g = queue.pop(0)
        try:
            yield next(g)
            queue.append(g)
        except StopIteration as stop:
            yield f"<{stop.value} done>"


print(list(round_robin(worker("a", 1), worker("b", 3), worker("c", 2))))
gens = [worker(str(i), 2) for i in range(200)]
print(sum(len(list(g)) for g in gens))


def chain(n):
    if n:
        yield n
        yield from chain(n - 1)


print(sum(chain(50)))
