"""What a call site learnt about a class is forgotten when the class, the object or a base changes."""


class Base:
    def name(self):
        return "Base.name"

    @classmethod
    def make(cls):
        return f"{cls.__name__} from Base"


class Middle(Base):
    def name(self):
        return "Middle, " + super().name()

    @classmethod
    def make(cls):
        return "Middle, " + super().make()


class Leaf(Middle):
    pass


def ask(thing):
    return thing.name()


# The same site of super() sees objects of several classes, and a base that changes.
for thing in (Middle(), Leaf(), Middle()):
    print(ask(thing))
Base.name = lambda self: "another name"
print(ask(Middle()), ask(Leaf()))
Base.name = staticmethod(lambda: "static name")
print(ask(Leaf()))
Base.name = property(lambda self: lambda: "from a property")
print(ask(Leaf()))
print(Leaf.make(), "/", Leaf().make())


# Functions of the same code with another class to start from.
def define(base):
    class Derived(base):
        def name(self):
            return f"{base.__name__} > " + super().name()

    return Derived


class One:
    def name(self):
        return "one"


class Two:
    def name(self):
        return "two"


class Both(define(One), define(Two)):
    pass


for class_ in (define(One), define(Two), Both):
    print(ask(class_()))


# __getattr__ is asked only for what is missing, also after the site has seen the attribute.
class Open:
    present = "class"

    def __getattr__(self, name):
        if name == "forbidden":
            raise AttributeError("no " + name)
        return f"<{name}>"

    @property
    def failing(self):
        raise AttributeError("inner")

    def method(self):
        return "method"


def read(thing):
    return thing.present, thing.absent, thing.failing, thing.method()


thing = Open()
print(read(thing))
thing.present = "instance"
thing.absent = 1
print(read(thing))
del thing.absent
print(read(thing))
del Open.present, Open.method
thing.method = lambda: "own"
print(read(thing))
Open.__getattribute__ = lambda self, name: "all " + name if name != "method" else lambda: "m"
print(read(thing))
try:
    Open.__getattribute__ = object.__getattribute__
    thing.forbidden
except AttributeError as error:
    print(error)


# append: of lists, of lists derived, of what only looks like a list, and of a list that its method outlives.
class Counting(list):
    added = 0

    def append(self, item):
        self.added += 1
        super().append(item)


class Plain(list):
    pass


def add(target, item):
    return target.append(item)


for target in ([], Plain(), Counting(), bytearray(), []):
    for item in (1, 2, 3):
        result = add(target, item)
    print(type(target).__name__, list(target), result, getattr(target, "added", None))
for arguments in ((), (1, 2)):
    try:
        [].append(*arguments)
    except TypeError as error:
        print(error)
print([[1].append(2), [3].append(4)])


# Class methods of native classes, called through the class and one derived.
class Number(int):
    pass


for class_ in (int, Number, int):
    value = class_.from_bytes(b"\x01\x00", "big")
    print(type(value).__name__, value)
