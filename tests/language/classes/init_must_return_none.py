class C:
    def __init__(self):
        return 1


class D:
    def __new__(cls, *args):
        print("new", args)
        return object.__new__(cls)

    def __init__(self, *args):
        print("init", args)


class E:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


try:
    C()
except TypeError as error:
    print(error)
print(type(D(1, 2)).__name__, E())
