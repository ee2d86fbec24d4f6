"""Loops over integers and floats, lists and dicts."""


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
        i += 1
    return sum(flags)


def orbit(steps):
    x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
    for _ in range(steps):
        r3 = (x * x + y * y) ** 1.5
        vx -= x / r3 * 0.001
        vy -= y / r3 * 0.001
        x += vx * 0.001
        y += vy * 0.001
    return x, y


def count(words):
    seen = {}
    for word in words:
        seen[word] = seen.get(word, 0) + 1
    return len(seen), max(seen.values())


print("checksum", sieve(2_000_000), orbit(500_000), count([f"w{i * i % 977}" for i in range(1_000_000)]))
