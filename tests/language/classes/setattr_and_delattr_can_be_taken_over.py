class Logged:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("delete", name)
        super().__delattr__(name)


c = Logged()
c.x = 1
c.x += 1
del c.x
setattr(c, "y", 2)
delattr(c, "y")


class Frozen:
    def __setattr__(self, name, value):
        raise AttributeError(f"{type(self).__name__} is frozen")


try:
    Frozen().x = 1
except AttributeError as error:
    print(error)
try:
    object.__setattr__(5, "x", 1)
except AttributeError as error:
    print(error)
