import sys


class It:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    @property
    def close(self):
        raise RuntimeError("close cannot be read")


def outer():
    yield from It()


def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


sys.unraisablehook = lambda report: print("unraisable", report.exc_value)
g = outer()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
s = stubborn()
next(s)
del s
p = outer()
next(p)
try:
    p.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error.__context__), error.__traceback__.tb_next.tb_frame.f_locals)
print(stubborn().gi_frame.f_lineno)
