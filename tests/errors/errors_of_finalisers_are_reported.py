import sys
import weakref


class Fails:
    def __del__(self):
        raise ValueError("in a finaliser")


class Silent:
    def __del__(self):
        raise Exception


class Plain:
    pass


def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


def report(told):
    print(type(told).__name__, len(told), told.exc_type.__name__, told.exc_value, told.err_msg, type(told.object).__name__)


def die(_):
    raise KeyError("in a callback")


def all_of_them():
    Fails()
    Silent()
    plain = Plain()
    reference = weakref.ref(plain, die)
    del plain
    generator = stubborn()
    next(generator)
    del generator


sys.unraisablehook = report
all_of_them()
try:
    sys.__unraisablehook__(1)
except TypeError as error:
    print(error)
