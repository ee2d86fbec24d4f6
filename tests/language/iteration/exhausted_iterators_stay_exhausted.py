items = [1, 2]
it = iter(items)
print(list(it), list(it))
items.append(3)
print(list(it), next(it, "none"))
d = {"a": 1}
k = iter(d)
print(next(k), next(k, "end"), next(k, "end"))
r = reversed([1, 2, 3])
print(next(r), list(r), list(r))
z = zip("ab", [1])
print(list(z), list(z))
e = enumerate("a")
print(next(e), next(e, None), next(e, None))
s = iter("x")
print(next(s), next(s, "-"), next(s, "-"))


class Flaky:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n % 2 == 0:
            raise StopIteration
        return self.n


f = Flaky()
print(list(f), list(f), next(f))
