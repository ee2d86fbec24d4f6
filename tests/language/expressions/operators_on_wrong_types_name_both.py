import operator

for f in (
    lambda: 1 + "a",
    lambda: "a" + 1,
    lambda: [] + (),
    lambda: {} | [],
    lambda: "a" - "b",
    lambda: "a" * "b",
    lambda: 1.5 << 2,
    lambda: None ** 2,
    lambda: [] @ [],
    lambda: -"a",
    lambda: ~1.5,
    lambda: +[],
    lambda: divmod("a", 1),
    lambda: 3 @ 4,
    lambda: b"a" + "a",
    lambda: "a" + b"a",
    lambda: (1,) + [2],
    lambda: [1] + (2,),
    lambda: {1} + {2},
    lambda: object() // 2,
    lambda: pow(2, "a"),
    lambda: "%d" % "x",
    lambda: operator.iadd(1, ""),
):
    try:
        f()
    except TypeError as error:
        print(error)


def augmented(a, b):
    a += b


def shifted(a, b):
    a >>= b


for f, a, b in ((augmented, 1, "a"), (augmented, (), []), (shifted, [], 1)):
    try:
        f(a, b)
    except TypeError as error:
        print(error)
