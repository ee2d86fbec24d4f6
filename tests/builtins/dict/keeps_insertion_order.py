d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, list(d), list(d.values()), list(d.items()), len(d))
del d["a"]
d["a"] = 4
print(d, list(reversed(d)), list(reversed(d.items())), next(iter(d)))
for i in range(50):
    d[i] = i
for i in range(0, 50, 2):
    del d[i]
print(list(d)[:6], len(d), 1 in d, 2 in d)
d.clear()
d.update({1: 1, 1.0: 2, True: 3})
print(d, {0: "a", False: "b", 0.0: "c"})
