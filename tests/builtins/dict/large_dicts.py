d = {}
for i in range(20000):
    d[f"key{i}"] = i
print(len(d), d["key19999"], d.get("key20000"), sum(d.values()), list(d)[12345])
for i in range(0, 20000, 3):
    del d[f"key{i}"]
print(len(d), next(iter(d)), list(d)[-1], sum(d.values()))
e = {i * 2**32: i for i in range(1000)}
print(len(e), e[999 * 2**32], -1 in e)
f = {(i, str(i)): [i] for i in range(500)}
print(f[499, "499"], len(f))
