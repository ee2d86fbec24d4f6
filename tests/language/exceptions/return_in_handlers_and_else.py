def f(n):
    try:
        if n == 0:
            raise ValueError
        elif n == 1:
            raise KeyError
    except ValueError:
        return "value"
    except KeyError:
        pass
    else:
        return "else"
    finally:
        if n == 3:
            return "finally wins"
    return "end"


print([f(n) for n in range(4)])


def g():
    try:
        yield 1
        return "r"
    except GeneratorExit:
        print("exit")
        return
    finally:
        print("finally")


x = g()
next(x)
x.close()
for v in g():
    print(v)


def h():
    while True:
        try:
            try:
                return "inner"
            finally:
                break
        finally:
            pass
    return "after break"


print(h())
