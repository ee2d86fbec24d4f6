class Failed(Exception): pass


def inner(answer):
    try:
        yield "item"
    except GeneratorExit as exit:
        print("  inner", exit.args)
        if answer == "yields":
            yield "more"
        if answer == "raises":
            raise Failed
        if answer == "stops":
            raise StopIteration
        if answer == "passes on":
            raise
        return "returned"


def middle(answer):
    try:
        return (yield from inner(answer))
    except GeneratorExit as exit:
        print("  middle", exit.args)
        raise


def outer(answer):
    try:
        yield from middle(answer)
    except BaseException as error:
        print("  outer", repr(error))
        raise
    yield "after"


for answer in ["returns", "yields", "raises", "stops", "passes on"]:
    for end in [lambda g: g.close(), lambda g: g.throw(GeneratorExit("mine"))]:
        generator = outer(answer)
        next(generator)
        try:
            print(answer, end(generator))
        except BaseException as error:
            print(answer, repr(error), repr(error.__context__))
        print(list(generator), generator.gi_frame)
