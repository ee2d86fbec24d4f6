def plain():
    yield


def handling():
    try:
        raise KeyError("own")
    except KeyError:
        yield


def delegating():
    try:
        raise IndexError("outer")
    except IndexError:
        yield from handling()


def contexts(error):
    shown = []
    while error is not None:
        shown.append(repr(error))
        error = error.__context__
    return shown


for make in [plain, handling, delegating]:
    for begun in [False, True]:
        for act in [lambda g: g.throw(ValueError("thrown")), lambda g: g.throw(ValueError), lambda g: g.throw(5)]:
            generator = make()
            if begun:
                next(generator)
            try:
                raise OSError("being handled")
            except OSError:
                try:
                    act(generator)
                except Exception as error:
                    print(make.__name__, begun, contexts(error))
finished = plain()
list(finished)
try:
    raise OSError("being handled")
except OSError:
    try:
        finished.throw(ValueError("too late"))
    except ValueError as error:
        print(contexts(error))
