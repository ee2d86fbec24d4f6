class Safe:
    __secret = 1

    def __init__(self):
        self.__own = 2
        self.__dunder__ = 3
        self._one = 4

    def read(self):
        return self.__secret, self.__own, self.__dunder__

    def __hidden(self):
        return "hidden"

    def call(self):
        return self.__hidden()

    def local(self):
        __x = 5
        return list(locals())


class _Under:
    __x = 1


class __:
    __y = 1


print(Safe().read(), Safe().call(), Safe().local())
print(sorted(name for name in vars(Safe) if "Safe__" in name), sorted(vars(Safe())))
print("_Under__x" in vars(_Under), "__y" in vars(__))
try:
    Safe().__secret
except AttributeError as error:
    print(error)


class Keyword:
    def f(self, __a, *, __b):
        return __a, __b


print(Keyword().f(1, _Keyword__b=2))
