def f():
    try:
        raise ValueError("again")
    except ValueError:
        print("seen")
        raise


try:
    f()
except ValueError as error:
    print(error, error.__context__)
try:
    raise
except RuntimeError as error:
    print(error)


def reraise():
    raise


try:
    try:
        1 / 0
    except ZeroDivisionError:
        reraise()
except ZeroDivisionError as error:
    print("from a helper:", error)


def inner_handled():
    try:
        raise KeyError("first")
    except KeyError:
        try:
            raise ValueError("second")
        except ValueError:
            pass
        raise


try:
    inner_handled()
except KeyError as error:
    print(repr(error))
