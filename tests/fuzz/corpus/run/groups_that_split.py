import traceback

try:
    try:
        raise ExceptionGroup("top", [ValueError(1), OSError(2, "x"), ExceptionGroup("in", [KeyError(3)])])
    except* ValueError as group:
        raise KeyError("new") from group
    except* KeyError as group:
        group.exceptions[0].__context__ = group
        raise
except BaseException as error:
    print(repr(error), error.split(KeyError), error.derive([error]))
    error.__cause__ = error
    traceback.print_exception(error)
    print(len(traceback.format_exception(error)))
