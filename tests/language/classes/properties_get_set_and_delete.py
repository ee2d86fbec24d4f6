class Temperature:
    def __init__(self):
        self._celsius = 0

    @property
    def celsius(self):
        "degrees"
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleting")
        self._celsius = None

    @property
    def fixed(self):
        return 1

    write_only = property(None, lambda self, v: print("wrote", v))


t = Temperature()
t.celsius = 5
print(t.celsius, Temperature.celsius.__doc__, Temperature.celsius.fget.__name__)
t.celsius += 10
print(t.celsius)
del t.celsius
print(t.celsius)
t.write_only = 3


def set_fixed(): t.fixed = 2
def del_fixed(): del t.fixed
def cold(): t.celsius = -300
def read(): return t.write_only


for f in (set_fixed, del_fixed, cold, read):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
t.__dict__["fixed"] = "shadow does not win"
print(t.fixed, type(Temperature.fixed).__name__)
