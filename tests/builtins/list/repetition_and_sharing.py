row = [0] * 3
grid = [row] * 2
grid[0][0] = 1
print(grid, [[0] * 2 for _ in range(2)], [] * 5, [1] * -1)
a = [1, 2, 3]
b = a
b.append(4)
print(a, a is b, a[:] is a, a == list(a))
for f in (lambda: [1] * "x", lambda: [1] * 1.5, lambda: [1] * 2**62, lambda: (1,) * 2**62):
    try:
        f()
    except (TypeError, MemoryError, OverflowError) as error:
        print(type(error).__name__, error)
