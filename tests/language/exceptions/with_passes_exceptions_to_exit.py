class CM:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self
    def __exit__(self, *info):
        print("exit", info[0] and info[0].__name__, info[1])
        return self.swallow


with CM(True):
    raise ValueError("swallowed")
print("after")
try:
    with CM(False):
        raise ValueError("passes")
except ValueError as error:
    print("caught", error)
with CM(1), CM(0), CM([]):
    {}["missing"]


class Replaces:
    def __enter__(self): ...
    def __exit__(self, *info): raise KeyError("from exit")


try:
    with Replaces():
        raise ValueError("original")
except KeyError as error:
    print(repr(error), repr(error.__context__))


def leave(how):
    for i in range(2):
        with CM(False):
            if how == "return":
                return "returned"
            if how == "break":
                break
            if how == "continue":
                continue
    return "end"


for how in ("return", "break", "continue"):
    print(leave(how))
