first, *rest = range(5)
print(first, rest)
*init, last = "abc"
print(init, last)
a, *middle, z = [1, 2]
print(a, middle, z)
[p, *q] = (1,)
print(p, q)
for head, *tail in [(1, 2, 3), "xy", [9]]:
    print(head, tail)
(x, *(y, z)), w = (1, 2, 3), 4
print(x, y, z, w)
*everything, = "hi"
print(everything)
