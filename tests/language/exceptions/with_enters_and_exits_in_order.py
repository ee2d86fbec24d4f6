class CM:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        return self.swallow


with CM("a") as a, CM("b") as b:
    print(a, b)
with (
    CM("c") as c,
    CM("d"),
):
    print(c)
with (CM("e")) as e:
    print(e)
try:
    with (CM("t"), CM("u")) as t:
        print(t)
except TypeError as error:
    print(error)
