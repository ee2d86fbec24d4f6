d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
d["c"] = 3
print(keys, values, items, len(keys), "c" in keys, 3 in values, ("c", 3) in items, ("c", 4) in items)
print(sorted(keys & {"a", "z"}), sorted(keys | {"z"}), sorted(keys - {"a"}), sorted(keys ^ {"a", "z"}), keys == {"a", "b", "c"}, keys <= {"a", "b", "c", "d"}, sorted(items & {("a", 1)}))
print(keys.isdisjoint("xyz"), list(reversed(values)), type(keys).__name__, keys.mapping["a"], {"a": 1}.keys() == {"a": 2}.keys(), {}.values() == {}.values())
for f in (lambda: keys[0], lambda: hash(keys), lambda: keys.add(1)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
try:
    keys.mapping["new"] = 1
except TypeError as error:
    print(error)
