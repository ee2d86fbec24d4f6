class NoArgs:
    a = 1


class Bad:
    __match_args__ = ["a"]


class BadItem:
    __match_args__ = (5,)


class Twice:
    __match_args__ = ("a",)
    a = 1


def attempt(f):
    try:
        f()
    except TypeError as error:
        print(error)


def no_args():
    match NoArgs():
        case NoArgs(1): ...


def bad():
    match Bad():
        case Bad(1): ...


def bad_item():
    match BadItem():
        case BadItem(1): ...


def twice():
    match Twice():
        case Twice(1, a=1): ...


def too_many():
    match Twice():
        case Twice(1, 2): ...


def not_a_class():
    cls = 5
    match 5:
        case cls(): ...


def builtin_two():
    match 5:
        case int(1, 2): ...


for f in (no_args, bad, bad_item, twice, too_many, not_a_class, builtin_two):
    attempt(f)
