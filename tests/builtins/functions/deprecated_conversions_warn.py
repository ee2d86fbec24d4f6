import operator
import warnings


class Truncated:
    def __init__(self, value):
        self.value = value

    def __trunc__(self):
        return self.value


class Whole:
    def __index__(self):
        return 4


def show(act):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(act())
        except TypeError as error:
            print(error)
    for warning in caught:
        print(warning.category.__name__, warning.message)


truth = True
show(lambda: ~truth)
show(lambda: truth.__invert__())
show(lambda: -truth)
show(lambda: int(Truncated(3)))
show(lambda: int(Truncated(Whole())))
show(lambda: int(Truncated("text")))
