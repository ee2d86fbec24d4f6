def noisy(name, n):
    for i in range(n):
        print(name, i, end="; ")
        yield i


m = map(lambda x: print("f", x, end="; ") or x, noisy("m", 3))
print("made")
print(next(m), next(m))
z = zip(noisy("a", 2), noisy("b", 1))
print(list(z))
f = filter(lambda x: x % 2, noisy("f", 4))
print(next(f))
e = enumerate(noisy("e", 9), 10)
print(next(e))
print(any(x == 1 for x in noisy("any", 9)), all(x < 1 for x in noisy("all", 9)), 2 in noisy("in", 9))
a, b = noisy("unpack", 2)
print(max(noisy("max", 2), default=0), sorted(noisy("sorted", 2)), dict(zip("ab", noisy("dict", 2))))
