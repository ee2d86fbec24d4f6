# A method that was found before gives way to an attribute of the object, and to what the class gets later.
class Base:
    def who(self):
        return "base"


class Box(list, Base):
    pass


def ask(box):
    return box.who()


first, second = Box(), Box()
first.mark = second.mark = 1
print([ask(box) for box in (first, second, first)])
first.who = lambda: "own"
print([ask(box) for box in (first, second, first)])
del first.who
print(ask(first))
Base.who = lambda self: "new base"
print(ask(first), ask(second))
Box.who = lambda self: "box"
print(ask(first), ask(second))
del Box.who
print(ask(first))
Box.who = staticmethod(lambda: "static")
print(ask(first))
Box.who = property(lambda self: lambda: "property")
first.__dict__["who"] = lambda: "hidden"
print(ask(first), ask(second))


def function():
    pass


for _ in range(3):
    function.extra = 1
    print(function.__repr__().startswith("<function function"))
function.__repr__ = lambda: "shown"
print(function.__repr__())
