class Recorder(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("define", key)
        super().__setitem__(key, value)

    def __missing__(self, key):
        if key.startswith("auto_"):
            return key
        raise KeyError(key)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Recorder()


class C(metaclass=Meta):
    a = 1
    a = 2
    b = auto_x

    def f(self): ...


print(C.a, C.b)
