t = (1, "a", 1)
print(t, (), (1,), tuple("ab"), t.count(1), t.index("a"), t + (2,), t * 2, t[1:], t[::-1], len(t), "a" in t, hash((1, 2)) == hash((1, 2)), t == (1, "a", 1))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) <= (1, 2), ((1, 2), 3)[0][1], tuple([1, 2]), tuple({3: 1}), tuple(x * 2 for x in range(3)))
a = (1, 2)
b = a
a += (3,)
print(a, b, tuple(b) is b, (1, 2)[:] == (1, 2), {(1, 2): "key"}[1, 2], repr(((),)), ([],) == ([],), sum(((1,), (2,)), ()))
for f in (lambda: hash(([],)), lambda: t.index(9), lambda: (1,) + [1], lambda: (1, 2) < (1, "a"), lambda: t.append(1)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
