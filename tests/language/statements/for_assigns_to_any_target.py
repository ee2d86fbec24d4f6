class C:
    pass


c = C()
d = {}
items = [0, 0]
for c.x in range(3):
    pass
for d["k"] in "ab":
    print(d)
for items[0], items[1] in [(1, 2), (3, 4)]:
    print(items)
print(c.x)
for i, (a, *b) in enumerate([(1, 2, 3), "xy"]):
    print(i, a, b)
