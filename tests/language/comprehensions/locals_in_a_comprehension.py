def f(a):
    return [sorted(locals()) for b in [1]]


print(f(1))
print([sorted(k for k in locals() if k in ("zz", "item"))[:1] for zz in [1]])


def exceptions():
    x = 5
    try:
        [1 // x for x in (1, 0)]
    except ZeroDivisionError:
        pass
    return x


print(exceptions())


def deleted():
    x = 1
    del x
    r = [x for x in (1, 2)]
    try:
        x
    except UnboundLocalError as error:
        return r, str(error)


print(deleted())
