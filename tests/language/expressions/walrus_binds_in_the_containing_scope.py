if (n := len("hello")) > 3:
    print("long", n)
print([last := x for x in range(4)], last)
print(any((witness := x) > 2 for x in range(9)), witness)
while (line := next(iter([]), None)) is not None:
    print("never")
print(line, (a := 1, b := 2), a, b)


def f(x=(default := 7)):
    return x, [y := x, y**2]


print(f(), default)
print((lambda: (z := 3) + z)())
d = {(k := "key"): (v := 1)}
print(k, v, d)
