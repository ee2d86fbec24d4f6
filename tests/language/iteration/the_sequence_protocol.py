class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError("done")
        return i * i


print(list(Old()), 4 in Old(), 5 in Old(), [*Old()], max(Old()), list(zip(Old(), "abc")), sum(Old()))
a, b, c = Old()
print(a, b, c, iter(Old()).__next__())


class Stops:
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i


print(list(Stops()))


class Broken:
    def __getitem__(self, i): raise ValueError("broken")


try:
    list(Broken())
except ValueError as e:
    print(e)


class Rev:
    def __reversed__(self): return iter("rev")
    def __iter__(self): return iter("fwd")


print(list(reversed(Rev())), list(Rev()))


class Hint:
    def __init__(self, hint): self.hint = hint
    def __iter__(self): return iter([1])
    def __length_hint__(self): return self.hint


print(list(Hint(5)), list(Hint(NotImplemented)))
for bad in (-1, "x"):
    try:
        list(Hint(bad))
    except (ValueError, TypeError) as e:
        print(e)
