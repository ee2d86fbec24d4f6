def f(a, i):
    a[i] += 1
    a.b.c -= i
    return a[1:], a[:i], a[i:2:3], a[:, 1], a[-1]
