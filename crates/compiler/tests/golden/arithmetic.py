def f(a, b):
    c = a + b * 2 - (a // 3) % 7
    c += 1
    c <<= b
    return -c ** 2 / 1.5
