class Meta(type):
    def __instancecheck__(cls, instance):
        print("instance?")
        return instance == 5

    def __subclasscheck__(cls, subclass):
        print("subclass?")
        return subclass is int


class Five(metaclass=Meta): ...


print(isinstance(5, Five), isinstance(6, Five), issubclass(int, Five), issubclass(str, Five))
print(isinstance(Five(), Five))
print(isinstance(1, (str, (float, int))), isinstance(True, int), isinstance(1, int | str), issubclass(bool, int))
try:
    isinstance(1, (int, "x"))
    isinstance("", (int, "x"))
except TypeError as error:
    print(error)
