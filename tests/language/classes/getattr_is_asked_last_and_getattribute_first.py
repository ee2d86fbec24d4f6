class Last:
    present = 1

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(f"refused {name}")
        return f"made {name}"


class First:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        print("asked", name)
        return super().__getattribute__(name)


last = Last()
print(last.present, last.other, hasattr(last, "no_way"), getattr(last, "nope", "default"))
try:
    last.nothing
except AttributeError as error:
    print(error)
first = First()
print(first.x, hasattr(first, "y"), first.__class__.__name__)


class Both:
    def __getattribute__(self, name):
        raise AttributeError(name)

    def __getattr__(self, name):
        return f"fallback {name}"


print(Both().anything)


class PropertyFails:
    @property
    def p(self):
        raise AttributeError("inside")

    def __getattr__(self, name):
        return f"getattr got {name}"


print(PropertyFails().p)
