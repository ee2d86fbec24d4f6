for thing in (ValueError, ValueError("x"), KeyError("k", 1), Exception()):
    try:
        raise thing
    except Exception as error:
        print(repr(error), error.args, str(error))
for thing in (5, "text", None, int, object()):
    try:
        raise thing
    except TypeError as error:
        print(error)


class NotException:
    def __new__(cls): return ValueError("made by new")


class Weird(Exception):
    def __new__(cls): return 5


for cls in (NotException, Weird):
    try:
        raise cls
    except Exception as error:
        print(type(error).__name__, error)
