class Meta(type):
    def __class_getitem__(cls, key):
        return cls.__name__, key


class Asked(type):
    def __getattr__(cls, name):
        if name == "__class_getitem__":
            return lambda key: ("asked for", key)
        raise AttributeError(name)


class OfMeta(metaclass=Meta):
    pass


class OfAsked(metaclass=Asked):
    pass


class Own(metaclass=Meta):
    def __class_getitem__(cls, key):
        return "own", key


class Not:
    __class_getitem__ = None


for name, attempt in {
    "Meta": lambda: Meta[1], "OfMeta": lambda: OfMeta[1], "OfAsked": lambda: OfAsked[1], "Own": lambda: Own[1], "Not": lambda: Not[1],
    "type": lambda: type[int], "derived": lambda: type("Derived", (type,), {})[int], "object": lambda: object[1],
}.items():
    try:
        print(name, attempt())
    except TypeError as error:
        print(name, error)
print(hasattr(type, "__class_getitem__"))
