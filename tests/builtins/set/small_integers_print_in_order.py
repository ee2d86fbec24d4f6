print({3, 1, 2}, {0}, set(range(5)), frozenset({2, 1}), {True, 0}, set([5, 5, 5]))
s = set()
for x in (1, 2, 3, 1):
    print(x in s)
    s.add(x)
print(len(s), {i % 3 for i in range(10)}, {*range(3), 7})
