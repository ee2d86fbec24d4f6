# exit: 1
def decorate(f):
    return f.missing


@decorate
def g():
    pass
