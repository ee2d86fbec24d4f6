class Singleton:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance


print(Singleton() is Singleton())


class Celsius(float):
    def __new__(cls, value, unit="C"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __init__(self, *args, **kwargs):
        pass


c = Celsius(21.5, unit="K")
print(c + 1, c.unit, type(c + 1).__name__, isinstance(c, float))


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())


print(Upper("abc"), Upper("abc") == "ABC", len(Upper("x")), repr(Upper("q")))


class Pair(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))


print(Pair(1, 2), Pair(1, 2)[1], Pair(3, 4) + (5,))
for f in (lambda: object.__new__(), lambda: object.__new__(5), lambda: int.__new__(str), lambda: object.__new__(int)):
    try:
        f()
    except TypeError as error:
        print(error)
