print(range(5), range(1, 5), range(0, 10, 3), list(range(5, 0, -2)), list(range(0)), list(range(3, 1)), len(range(0, 10, 3)), range(10)[3], range(10)[-1], range(10)[2:8:2], range(10)[::-1])
r = range(0, 100, 7)
print(r.start, r.stop, r.step, 14 in r, 15 in r, 14.0 in r, "x" in r, r.index(21), r.count(21), r.count(5), r == range(0, 99, 7), hash(range(3)) == hash(range(0, 3)), bool(range(0)), list(reversed(range(4))))
print(range(2**70)[2**69], len(range(10**15)), range(2**70, 2**70 + 3)[1], list(range(2**63, 2**63 + 2)), range(True, 5), max(range(5)), sum(range(101)), range(0) == range(2, 1), list(range(-3, 3, 2)))
for f in (lambda: range(1, 2, 0), lambda: range(1.5), lambda: range(3)[5], lambda: r.index(5), lambda: len(range(2**70)), lambda: range("a"), lambda: range(1, 2, 3, 4), lambda: range(3).start == 0 and setattr(range(3), "start", 1), lambda: range(3) < range(4)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
for i in range(3):
    i += 10
    print(i, end=" ")
print()
