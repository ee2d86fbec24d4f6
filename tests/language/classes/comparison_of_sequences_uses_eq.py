class E:
    def __init__(self, n): self.n = n
    def __eq__(self, o): print("eq", self.n, getattr(o, "n", o), end="; "); return self.n == getattr(o, "n", o)
    def __lt__(self, o): print("lt", self.n, o.n, end="; "); return self.n < o.n
    def __hash__(self): return 1


a, b = E(1), E(2)
print([a, b] == [a, b])
print([a, b] == [E(1), E(2)])
print([a] < [b], (a, 1) < (b, 0))
print(b in [a, b], [a, b].index(b), (a, b).count(E(2)))
print({a: 1} == {a: 1}, {a} == {E(1)}, [a, b] != [a])
x = [a, b]
x.remove(E(2))
print(len(x))
