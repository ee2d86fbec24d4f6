import warnings
warnings.simplefilter("ignore")


class Costly(Exception):
    def __init__(self):
        raise KeyError("made badly")


class Number(Exception):
    def __new__(cls, *arguments):
        return 5


def inner():
    try:
        yield 1
    except Exception as error:
        print("  inner", repr(error))
        yield 2


def outer():
    try:
        yield from inner()
    except Exception as error:
        print("  outer", repr(error))
        yield 3


for make in [inner, outer]:
    for arguments in [(5,), (None,), (object,), (ValueError(), 1), (ValueError, 1, 2), (Costly,), (Number,), (Number, 1),
                      (ValueError, (1, 2)), (ValueError, KeyError(1)), (LookupError, KeyError(1)), (), (1, 2, 3, 4)]:
        generator = make()
        next(generator)
        try:
            print(make.__name__, arguments, generator.throw(*arguments))
        except Exception as error:
            print(make.__name__, arguments, repr(error), generator.gi_frame is None)
