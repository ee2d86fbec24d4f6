def make(n, *args, **kwargs):
    offset = 100

    def gen():
        nonlocal offset
        for i in range(n):
            offset += 1
            yield offset, args, kwargs

    return gen


g1, g2 = make(2, "a", k=1), make(1)
print(list(g1()), list(g1()), list(g2()))


def primes():
    sieve = []
    n = 2
    while True:
        if all(n % p for p in sieve):
            sieve.append(n)
            yield n
        n += 1


p = primes()
print([next(p) for _ in range(10)])


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(12)])
