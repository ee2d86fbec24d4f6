def f(x):
    try:
        y = 1 / x
    except ZeroDivisionError:
        return "division"
    else:
        print("else", y)
        if x == 2:
            raise KeyError("from else is not caught here")
        return "fine"
    finally:
        print("finally", x)


for x in (0, 1, 2):
    try:
        print(f(x))
    except KeyError as error:
        print(repr(error))
