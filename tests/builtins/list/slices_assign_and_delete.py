a = list(range(10))
a[2:5] = []
print(a)
a[1:1] = "xy"
print(a)
a[::2] = [0] * len(a[::2])
print(a)
a[-2:] = range(3)
print(a)
a[5:2] = ["ins"]
print(a)
del a[::3]
print(a)
del a[-1:], a[:1]
print(a)
a[:] = a
print(a, a[:] is a, a[1:] + a[:1], a[100:], a[-100:2])
a[1:2] = (x for x in "gen")
print(a)
for f in (lambda: a.__setitem__(slice(0, 4, 2), [1]), lambda: a.__setitem__(slice(0, 1), 5), lambda: a.__setitem__(slice(None, None, -1), [1])):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
b = [1, 2, 3]
b[1:2] = b
print(b, b[2**100 :], b[-(2**100) :])
