def f():
    x = 1

    def g():
        return x

    print(g())
    del x
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)
    x = 2
    return g()


print(f())


def h():
    def inner():
        nonlocal y
        del y

    y = 1
    inner()
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


print(h())


def loop():
    fs = []
    for i in range(2):
        j = i
        fs.append(lambda: (i, j))
    del i
    try:
        fs[0]()
    except NameError as e:
        print(e)


loop()
