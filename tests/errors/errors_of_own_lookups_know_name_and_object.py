class Asks:
    def __getattr__(self, name):
        raise AttributeError("not here")


class Property:
    @property
    def value(self):
        raise AttributeError("no value")


class Everything:
    def __getattribute__(self, name):
        raise AttributeError("nothing", name="given")


for object, name in ((Asks(), "one"), (Property(), "value"), (Everything(), "two")):
    try:
        getattr(object, name)
    except AttributeError as error:
        print(error, error.name, type(error.obj).__name__)
try:
    Asks().three()
except AttributeError as error:
    print(error.name, type(error.obj).__name__)
