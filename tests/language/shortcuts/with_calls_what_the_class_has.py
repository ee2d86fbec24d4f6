"""`with` takes __enter__ and __exit__ from the class: functions, static methods, callables, natives."""

import io


class Plain:
    def __enter__(self):
        print("enter", type(self).__name__)
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__, value, traceback is not None)
        return kind is KeyError


class Callable:
    def __call__(self, *args):
        print("called with", [type(arg).__name__ for arg in args])
        return True


class Odd:
    __enter__ = Callable()
    __exit__ = Callable()


class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, *details):
        print(cls.__name__, len(details))


def leave(manager, how):
    with manager as value:
        print("value", value if isinstance(value, (str, bool)) else type(value).__name__)
        if how == "return":
            return "returned"
        if how == "raise":
            raise KeyError("gone")
    return "after"


for manager in (Plain(), Odd(), Static(), io.StringIO("text")):
    for how in ("fall", "return"):
        if not getattr(manager, "closed", False):
            print(leave(manager, how))
for manager in (Plain(), Odd(), Static()):
    try:
        print(leave(manager, "raise"))
    except KeyError as error:
        print("out", error)

# The methods are those of the beginning.
with Plain() as one:
    Plain.__exit__ = lambda self, *details: print("another exit")
with Plain() as one, Odd() as two:
    one.__exit__ = None

for i in range(3):
    with Plain() as one:
        if i == 0:
            continue
        if i == 1:
            break


class Loud(Plain):
    def __del__(self):
        print("gone")


with Loud():
    print("inside")
print("outside")
try:
    with Loud():
        raise ValueError("v")
except ValueError as error:
    print(repr(error))
    error = None
print("end")


class Missing:
    def __enter__(self):
        return self


for bad in (Missing(), 5):
    try:
        with bad:
            pass
    except TypeError as error:
        print(error)


def generate():
    with Plain() as value:
        yield 1
        yield 2


for item in generate():
    print(item)
iterator = generate()
print(next(iterator))
iterator.close()
