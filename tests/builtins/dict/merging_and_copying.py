# Displays with **, update, | and copies, of few entries and many, with keys that have a say.
for count in (0, 1, 3, 4, 5, 8, 9, 30):
    d = {n: n for n in range(count)}
    e = {n * 2: "e" for n in range(count)}
    print({**d, **e}, {**e, **d, "x": 1}, d | e == {**d, **e}, list(d.copy().items())[-2:], d.copy() is d)
    f = d.copy()
    f["new"] = 1
    f.pop("new")
    f.update(e)
    print(len(f), len(d), f.get(0), f.get("no", 5))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        print("eq", self.n, getattr(other, "n", other))
        if target is not None and clears:
            target.clear()
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


target, clears = None, False
a, b = {Key(1): 1, Key(2): 2}, {Key(3): 3, Key(1): 4}
print({**a, **b})
target = {Key(1): 1, 5: 6}
clears = True
try:
    print({1: 0}.update(target))
except RuntimeError as error:
    print(error)
clears = False


class D:
    def __del__(self):
        print("gone")


d = {"a": D()}
d.update({"a": 1, "b": 2})
print(d)
d = {"a": D(), **{"a": 3}}
print(d)
d = {(1, 2): 3, 1 << 70: 4, 1.5: 5, None: 6, "k" + str(1): 7}
print(d[1, 2], d[1 << 70], d[1.5], d[None], d["k1"], d.get((1, 2)), d.get("k" + "1"), d.get([1] and 2, "no"))
try:
    d.get([])
except TypeError as error:
    print(error)
