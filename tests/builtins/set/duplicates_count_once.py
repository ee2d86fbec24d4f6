print(sorted({3, 1, 2}), {0}, sorted(set(range(5))), frozenset({2}), len({True, 0, 1, 0.0}), set([5, 5, 5]))
s = set()
for x in (1, 2, 3, 1):
    print(x in s)
    s.add(x)
print(len(s), len({i % 3 for i in range(10)}), sorted({*range(3), 7}))
