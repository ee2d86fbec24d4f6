a, b = ValueError("a"), ValueError("b")
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            raise a
except ValueError as error:
    print(repr(error), repr(error.__context__), error.__context__ and repr(error.__context__.__context__))
try:
    try:
        raise a
    except ValueError:
        raise a
except ValueError as error:
    print(repr(error), repr(error.__context__))
