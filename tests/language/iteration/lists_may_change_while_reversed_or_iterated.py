a = [1, 2, 3, 4]
for x in reversed(a):
    if x == 3:
        a.append(99)
    print(x, end=" ")
print(a)
a = [1, 2, 3]
for i, x in enumerate(a):
    if i == 0:
        a.insert(0, 0)
    if i > 4:
        break
    print(i, x, end="; ")
print(a)
a = [1, 2, 3, 4]
it = iter(a)
next(it)
a.clear()
print(list(it))
a = [3, 1, 2]
for x in a[:]:
    a.remove(x)
print(a)
b = bytearray(b"abc")
for x in b:
    if x == 97:
        b.append(100)
    print(chr(x), end=" ")
print()
