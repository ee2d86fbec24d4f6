def inner():
    received = []
    try:
        while True:
            received.append((yield len(received)))
            if received[-1] == "stop":
                return received
    except ValueError as error:
        yield f"inner caught {error}"
        return "after error"
    finally:
        print("inner finally")


def outer():
    result = yield from inner()
    print("result", result)
    yield "outer"
    return "end"


g = outer()
print(next(g), g.send("a"), g.send("b"), g.send("stop"))
print(next(g, "finished"))
g = outer()
next(g)
print(g.throw(ValueError("thrown")), next(g))
g = outer()
next(g)
g.close()


def flatten(tree):
    for node in tree:
        if isinstance(node, list):
            yield from flatten(node)
        else:
            yield node


print(list(flatten([1, [2, [3, [4]], 5], [], [[6]]])))


def from_iterables():
    x = yield from [1, 2]
    y = yield from range(2)
    z = yield from "ab"
    print(x, y, z)


print(list(from_iterables()))
for bad in (5, None):
    def not_iterable():
        yield from bad
    try:
        list(not_iterable())
    except TypeError as error:
        print(error)
