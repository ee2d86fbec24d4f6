import sys
sys.unraisablehook = lambda report: print("  unraisable", repr(report.exc_value))


class Items:
    def __iter__(self): return self
    def __next__(self): return "item"


def fails(*arguments): raise OSError("refused")
def stops(*arguments): raise StopIteration("end")
def gives(self, *arguments): return [getattr(a, "__name__", a) for a in arguments]
def lacks(self): raise AttributeError("not today")


def outer(items):
    try:
        got = yield from items
    except BaseException as error:
        print("  outer", repr(error), repr(error.__context__))
        raise
    print("  got", got)
    yield "after"


ways = {"close": lambda g: g.close(), "throw": lambda g: g.throw(KeyError, "k"), "number": lambda g: g.throw(5),
        "exit": lambda g: g.throw(GeneratorExit), "stop": lambda g: g.throw(StopIteration("thrown"))}
for name in ["close", "throw"]:
    for what in [None, fails, stops, gives, property(fails), property(lacks), 7]:
        for way, act in ways.items():
            generator = outer(type("It", (Items,), {} if what is None else {name: what})())
            next(generator)
            try:
                print(name, getattr(what, "__name__", type(what).__name__), way, act(generator))
            except BaseException as error:
                print(name, getattr(what, "__name__", type(what).__name__), way, repr(error))
            generator = None
