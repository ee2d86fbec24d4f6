def f():
    """First line.

    Second paragraph,
        indented.
    """


class C:
    "class doc"

    def m(self):
        'one' ' two'


def g():
    f"not a docstring"


def h():
    b"neither"


print(repr(f.__doc__))
print(C.__doc__, C.m.__doc__, g.__doc__, h.__doc__, __doc__)
f.__doc__ = "changed"
print(f.__doc__)
