def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x


n = 10**60 + 12345
r = isqrt(n)
print(r, r * r <= n < (r + 1) ** 2, pow(3, 10**20, 10**9 + 7), pow(7, -1, 10**9 + 7) * 7 % (10**9 + 7))
a, b = 2**127 - 1, 2**89 - 1
while b:
    a, b = b, a % b
print(a, (2**521 - 1) % 1000003, int("9" * 50) // int("3" * 25), (10**50 + 1) * (10**50 - 1))
pi, q, rr, t, k, m, x = [], 1, 0, 1, 1, 3, 3
while len(pi) < 30:
    if 4 * q + rr - t < m * t:
        pi.append(m)
        q, rr, m = 10 * q, 10 * (rr - m * t), (10 * (3 * q + rr)) // t - 10 * m
    else:
        q, rr, t, k, m, x = q * k, (2 * q + rr) * x, t * x, k + 1, (q * (7 * k + 2) + rr * x) // (t * x), x + 2
print("".join(map(str, pi)))
