class D(dict):
    def __missing__(self, key):
        return f"missing {key}"


d = D(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, d)


class Raises(dict):
    def __missing__(self, key):
        raise LookupError(key)


try:
    Raises()["x"]
except LookupError as error:
    print(type(error).__name__, error)
