big = 4611686018427387903
for start in (big - 2, -big - 3):
    x = start
    for _ in range(5):
        x += 1
    print(x, x - start)
    x = start
    for _ in range(5):
        x -= 1
    print(x, x * 2, x * x, -x, abs(x), ~x)
n = 1
for i in range(1, 26):
    n *= i
print(n, n // 10**20, n % 97, n >> 60, n & 0xFFFF)
print(sum([big, big, big]), sum(range(big, big + 3)), [i for i in range(big - 1, big + 2)], big << 1, big << 2, (-big - 1) >> 1, (-big - 1) // -1)
fib = [0, 1]
while len(fib) < 110:
    fib.append(fib[-1] + fib[-2])
print(fib[-1], fib[93] - fib[92], max(fib) == fib[-1])
i = 0
while i < 1000:
    i += 7
print(i, i * i * i * i * i * i * i * i)
