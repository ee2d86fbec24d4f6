a = bytearray(b"hello")
a[0] = 72
a[1:3] = b"EYY"
a.append(33)
a.extend(b"??")
a.insert(0, 62)
a += b"z"
print(a, len(a), a.pop(), a.pop(0), a)
del a[0], a[::2]
a.reverse()
print(a, a.copy() == a, a * 2, a + b"x", b"x" + a, type(b"x" + a).__name__, type(a + b"x").__name__)
a.remove(ord("?"))
a.clear()
print(a, bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"), a == b"", repr(bytearray(b"it's")))
a[:] = b"abc"
a *= 2
print(a, a.find(b"c"), a.upper(), type(a.upper()).__name__, a.decode(), list(a[::-1]), a.hex())
for f in (lambda: a.append(256), lambda: a.append("x"), lambda: a.__setitem__(0, "x"), lambda: a.remove(0), lambda: a.pop(99), lambda: hash(a), lambda: bytearray().pop(), lambda: a.__setitem__(99, 1), lambda: a.extend(5), lambda: a.extend("x")):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
