a, b = 1, 2
a, b = b, a
print(a, b)
(c, [d, e]), f = (1, [2, 3]), "x"
print(c, d, e, f)
x = [0, 1, 2]
i = 0
i, x[i] = 1, 9
print(i, x)
m = n = []
m.append(1)
print(n, m is n)
first, second = {"k": 1, "l": 2}
print(first, second)
g, h = "ab"
print(g, h)
