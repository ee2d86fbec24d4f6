count = 0


def bump():
    global count, made_here
    count += 1
    made_here = "by bump"


bump()
bump()
print(count, made_here)


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n

    return step


one, two = counter(), counter()
print(one(), one(), two(), one())


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "inner"

        inner()

    middle()
    return x


print(outer())


class C:
    global from_class
    from_class = 1


print(from_class, hasattr(C, "from_class"))
