for f in (
    lambda: [1][1],
    lambda: (1,)[5],
    lambda: "a"[9],
    lambda: b"a"[9],
    lambda: {}["k"],
    lambda: {}[1, 2],
    lambda: {}[[]],
    lambda: list("a")["a"],
    lambda: str("a")["b"],
    lambda: tuple("a")[None],
    lambda: int(5)[0],
    lambda: print()["a"],
    lambda: print[0],
    lambda: range(3)[7],
    lambda: list("ab")[1.0],
    lambda: [1][:"a"],
    lambda: "abc"[::0],
    lambda: [].pop(),
    lambda: [1].pop(4),
    lambda: {}.pop("a"),
    lambda: {}.popitem(),
    lambda: set().pop(),
    lambda: [1].index(2),
    lambda: (1,).index(2),
    lambda: [].remove(1),
    lambda: int[0],
    lambda: object()[0],
):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)


def store(target, key, value):
    target[key] = value


def remove(target, key):
    del target[key]


for f, *args in ((store, (1,), 0, 1), (store, "a", 0, "b"), (store, [], 0, 1), (store, 3, 0, 1), (remove, (1,), 0),
                 (remove, [], 0), (remove, "abc", 0), (store, [], "a", 1), (store, {}, {}, 1), (remove, range(3), 1)):
    try:
        f(*args)
    except Exception as error:
        print(type(error).__name__, error)
