def primes(limit):
    found = []
    for n in range(2, limit):
        for p in found:
            if p * p > n:
                found.append(n)
                break
            if n % p == 0:
                break
        else:
            found.append(n)
    return found


print(primes(40))


def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


print([collatz(n) for n in range(1, 15)])


def search(grid, wanted):
    for y, row in enumerate(grid):
        for x, value in enumerate(row):
            if value == wanted:
                return x, y
    return None


print(search([[1, 2], [3, 4]], 3), search([], 1))
i = 0
while True:
    i += 1
    for j in range(5):
        if j == i:
            break
    else:
        break
    continue
print(i, j)
