class Telling:
    """Does something whenever it is compared with another object."""

    def __init__(self, act):
        self.act = act

    def __eq__(self, other):
        self.act()
        return False

    def __hash__(self):
        return 1


class Other:
    def __hash__(self):
        return 1


def cleared(container, add):
    add(container, Telling(container.clear))
    return container


items = []
items.extend([Telling(items.clear), 1, 2])
print(5 in items, items)
items.extend([Telling(items.clear), 1, 2])
print(items.count(5), items == [1, 2])
table = cleared({}, lambda table, key: table.__setitem__(key, 1))
print(Other() in table, table, table.get(Other()))
table[Telling(table.clear)] = 1
table[Other()] = 2
print(len(table), table.pop(Other(), "nothing"))
growing = set()
growing.add(Telling(lambda: growing.add(object())))
print(Other() in growing, len(growing) < 10)
growing_table = {}
growing_table[Telling(lambda: growing_table.update({object(): 1}))] = 1
print(Other() in growing_table, len(growing_table) < 20)


class Index:
    def __init__(self, act, number):
        self.act, self.number = act, number

    def __index__(self):
        self.act()
        return self.number


array = bytearray(b"abc")
view = memoryview(bytearray(b"abc"))
numbers = [1, 2, 3]
for store in (
    lambda: array.__setitem__(1, Index(array.clear, 5)), lambda: view.__setitem__(0, Index(view.release, 5)),
    lambda: numbers.__setitem__(Index(numbers.clear, 2), 5),
):
    try:
        print(store())
    except (IndexError, ValueError) as error:
        print(error)
