# command: -X no_debug_ranges tracebacks_without_marks.py
# exit: 1
def divide(by):
    return 1 / by + sum([1, 2])


divide(0)
