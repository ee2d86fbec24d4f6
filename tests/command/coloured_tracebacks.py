# env: PYTHON_COLORS=1
# exit: 1
def divide(by):
    return 1 / by + sum([1, 2])


try:
    divide(0)
except ZeroDivisionError as error:
    error.add_note("a note")
    raise ExceptionGroup("group", [ValueError("one"), TypeError("two")]) from error
