import traceback


def show(block):
    try:
        block()
    except BaseException as error:
        lines = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        print(repr(error), "|", repr(error.__context__), error.__suppress_context__, lines)


def raised_anew():
    try:
        raise ExceptionGroup("group", [ValueError(1), OSError("x")])
    except* ValueError as group:
        raise KeyError("new") from group


def raised_again():
    try:
        raise ExceptionGroup("group", [ValueError(1), OSError("x")])
    except* ValueError:
        raise


def a_lone_exception():
    try:
        raise ValueError(1)
    except* ValueError:
        raise


def from_every_clause():
    try:
        raise ExceptionGroup("group", [ValueError(1), OSError("x")])
    except* ValueError:
        1 / 0
    except* OSError:
        [][1]


for block in (raised_anew, raised_again, a_lone_exception, from_every_clause):
    show(block)
