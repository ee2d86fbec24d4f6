class P:
    x = 1
    y = {"k": [10, 20]}

    def __getitem__(self, key): return f"item {key!r}"


print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b!r}".format(a=1, b="x"), "{0.x} {0[y]} {0.y[k][1]}".format(P()))
print("{{}} {{{0}}}".format(1), "{:>{w}}|{:{f}^{w}}".format(1, 2, w=4, f="*"), "{0[0]} {0[-1]}".format({0: "zero", "-1": "minus"}))
print("{!s:>5}|{!r}|{!a}".format("a", "b", "é"), "{a[b c]}".format(a={"b c": 1}), "{:{}}".format("x", 5))
print("{x} {y}".format_map({"x": 1, "y": 2}))
for template, args, kwargs in (
    ("{", (), {}), ("}", (), {}), ("{}", (), {}), ("{a}", (), {}), ("{0} {}", (1, 2), {}), ("{} {0}", (1, 2), {}), ("{!x}", (1,), {}),
    ("{0.nope}", (1,), {}), ("{0[a]}", ([1],), {}), ("{0[}", (1,), {}), ("{!}", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{0!r", (1,), {}),
    ("{a.}", (), {"a": 1}), ("{5}", (1,), {}), ("{0]}", (1,), {}), ("{!rx}", (1,), {}),
):
    try:
        print(template.format(*args, **kwargs))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
