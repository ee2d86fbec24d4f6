import sys


class Numbers:
    def __init__(self, name):
        self.name = name

    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        print("closed", self.name)
        if self.name == "bad":
            raise RuntimeError("in close")


def delegating(numbers):
    yield from numbers


sys.unraisablehook = lambda report: print("ignored:", repr(report.exc_value), report.object.__name__)
for name in "good", "bad":
    generator = delegating(Numbers(name))
    next(generator)
    del generator
    print("dropped")
generator = delegating(Numbers("closed by hand"))
next(generator)
generator.close()
generator = delegating(Numbers("never begun"))
del generator
print("end")
