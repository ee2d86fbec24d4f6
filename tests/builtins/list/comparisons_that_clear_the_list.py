class Clears:
    def __eq__(self, other):
        items.clear()
        return NotImplemented


for name in ("index", "count", "remove", "__contains__"):
    items = [Clears(), Clears()]
    try:
        print(name, getattr(items, name)(5))
    except ValueError as e:
        print(name, e)
