d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("c", 3), d.setdefault("a", 9), d.pop("a"), d.pop("zz", "default"), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("z", 3), "pq"])
d.update()
print(d, d.copy() == d, d.copy() is d)
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict([("a", 1)], b=2), dict({"a": 1}, a=5), dict(zip("ab", [1, 2])), dict(a=1), dict())
print({"a": 1} | {"b": 2, "a": 3}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} != {"a": 2}, "a" in d, "x" not in d)
e = {"k": 1}
e |= [("l", 2)]
print(e, bool({}), len({}), {**e, "m": 3}, str({}), {1: {2: {}}})
e.clear()
print(e)


class Keys:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k.upper()


print(dict(Keys()), {**Keys()})
for f in (lambda: {}["x"], lambda: {}.pop("x"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: {}.get([]), lambda: {} | [1], lambda: dict([1]), lambda: dict(["abc"]), lambda: {} < {}, lambda: hash({}), lambda: {}.update(5)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
