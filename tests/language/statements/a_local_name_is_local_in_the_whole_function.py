x = "global"


def early():
    print(x)
    x = 1


def deleted():
    y = 1
    del y
    return y


def in_loop():
    for z in []:
        pass
    return z


def free():
    def inner():
        return late

    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    late = 1
    return inner()


for f in (early, deleted, in_loop, free):
    try:
        print(f())
    except NameError as error:
        print(type(error).__name__, error)
