e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    print(e)
try:
    e
except NameError as error:
    print(error)


def f():
    try:
        raise ValueError("y")
    except ValueError as e:
        e = "rebound"
        print(e)
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(f())
try:
    raise KeyError("z")
except KeyError as e:
    del e
print("e" in globals())
