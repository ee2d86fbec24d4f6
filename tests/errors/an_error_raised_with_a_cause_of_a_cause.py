# exit: 1
def one():
    raise KeyError("one")


def two():
    try:
        one()
    except KeyError as e:
        raise ValueError("two") from e


def three():
    try:
        two()
    except ValueError as e:
        raise RuntimeError("three") from e


three()
