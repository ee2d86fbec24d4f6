def show(error):
    while error:
        print(" ", repr(error), "cause", repr(error.__cause__), "context", repr(error.__context__), error.__suppress_context__)
        error = error.__cause__ or error.__context__


try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("v") from z
except ValueError as error:
    show(error)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v")
except ValueError as error:
    show(error)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v") from None
except ValueError as error:
    show(error)
try:
    raise KeyError("k") from IndexError
except KeyError as error:
    show(error)
try:
    raise KeyError("k") from 5
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError("in try")
    finally:
        raise KeyError("in finally")
except KeyError as error:
    show(error)
e = ValueError()
e.__cause__ = KeyError("set")
print(e.__suppress_context__)
for value in (5, "x"):
    try:
        e.__cause__ = value
    except TypeError as error:
        print(error)
    try:
        e.__context__ = value
    except TypeError as error:
        print(error)
