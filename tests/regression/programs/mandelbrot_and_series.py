def escapes(c, limit=30):
    z = 0j
    for n in range(limit):
        z = z * z + c
        if abs(z) > 2:
            return n
    return limit


for y in range(-4, 5, 2):
    print("".join(" .:-=+*#%@"[min(escapes(complex(x / 12, y / 4)), 29) // 3] for x in range(-24, 9)))


def newton(f, df, x):
    for _ in range(50):
        step = f(x) / df(x)
        x -= step
        if abs(step) < 1e-12:
            break
    return x


print(round(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0), 10), round(newton(lambda x: x**3 - x - 1, lambda x: 3 * x * x - 1, 1.5), 10))
print(round(sum(4 * (-1) ** k / (2 * k + 1) for k in range(10000)), 6))
factorials = [1]
for n in range(1, 18):
    factorials.append(factorials[-1] * n)
print(round(sum(1 / f for f in factorials), 12))


def simpson(f, a, b, n=100):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + 4 * sum(f(a + i * h) for i in range(1, n, 2)) + 2 * sum(f(a + i * h) for i in range(2, n, 2)))


print(round(simpson(lambda x: x**3, 0, 2), 9), round(simpson(lambda x: 1 / x, 1, 2.718281828459045), 6))
mean = lambda xs: sum(xs) / len(xs)
data = [2.5, 3.5, 8.0, 1.0, 9.25]
variance = mean([(x - mean(data)) ** 2 for x in data])
print(mean(data), round(variance, 4), round(variance**0.5, 4), sorted(data)[len(data) // 2])
