import collections.abc

# The star of a pattern that nobody names is never unpacked.
match range(1 << 40):
    case x, y, *_, z:
        print(x, y, z)


class Asked(collections.abc.Sequence):
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        print("item", index)
        return self.items[index]


match Asked([1, 2, 3, 4]):
    case 1, *_, 3, 4:
        print("all")
match Asked([1, 2]):
    case _, *_, last:
        print(last)


class Circle:
    pass


Circle.__repr__ = Circle.__str__
for ask in (str, repr):
    try:
        ask(Circle())
    except RecursionError:
        print("RecursionError")
