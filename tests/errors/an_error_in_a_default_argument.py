# exit: 1
def f(a, b=undefined_default):
    return a
