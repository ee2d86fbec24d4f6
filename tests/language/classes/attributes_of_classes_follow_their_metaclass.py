# What a site knows about a class's attribute ends when its metaclass, a base or the class itself changes.


class Meta(type):
    pass


class Base(metaclass=Meta):
    colour = "red"

    @classmethod
    def name(cls):
        return cls.__name__


class Derived(Base):
    pass


def ask(cls):
    return cls.colour


def call(cls):
    return cls.name()


def show(title):
    print(title, [ask(cls) for cls in (Base, Derived, Base, Derived)])


show("plain")
Base.colour = "green"
show("base changed")
Meta.colour = "not seen"
show("plain attribute of the metaclass")
Meta.colour = property(lambda cls: "meta " + cls.__name__)
show("data descriptor of the metaclass")
del Meta.colour
show("gone again")
Derived.colour = "blue"
show("hidden by the subclass")
del Derived.colour
show("and seen again")

Meta.__getattribute__ = lambda cls, name: "taken over" if name == "colour" else type.__getattribute__(cls, name)
show("__getattribute__")
del Meta.__getattribute__
show("no longer")

print([call(cls) for cls in (Base, Derived, Base)])
Meta.name = property(lambda cls: lambda: "from the metaclass")
print([call(cls) for cls in (Base, Derived, Base)])
del Meta.name
print([call(cls) for cls in (Base, Derived, Base)])


class OtherMeta(Meta):
    @property
    def colour(cls):
        return "other meta"


Derived.__class__ = OtherMeta
show("another metaclass")
Derived.__class__ = Meta
show("the first one")


class Lazy(type):
    def __getattr__(cls, name):
        return f"{cls.__name__} has no {name}"


class Empty(metaclass=Lazy):
    pass


for turn in range(3):
    print(ask(Empty))
    if turn == 0:
        Empty.colour = "white"
    elif turn == 1:
        del Empty.colour


class Instances(Base):
    pass


def of_either(thing):
    return thing.colour


thing = Instances()
print([of_either(each) for each in (thing, Instances, thing, Instances)])
thing.colour = "own"
print([of_either(each) for each in (thing, Instances, thing, Instances)])
