import bisect


def shown(act):
    try:
        return act()
    except Exception as error:
        return repr(error)


class Clears:
    def __init__(self, value, owner): self.value, self.owner = value, owner
    def __repr__(self): return f"Clears({self.value})"

    def __lt__(self, other):
        self.owner.clear()
        return self.value < other.value


class Ten:
    def __len__(self): return 10
    def __getitem__(self, index): return index
    def insert(self, index, item): print("  insert", index, item)


for name in ["bisect_left", "bisect_right", "insort_left", "insort_right"]:
    search = getattr(bisect, name)
    items = []
    items.extend(Clears(value, items) for value in range(5))
    print(name, shown(lambda: search(items, Clears(2, items))), items)
    items = [1, 2, 3, 4]
    print(shown(lambda: search(items, 3, key=lambda item: items.clear() or item)), items)
    items = [1, 2, 3]
    print(shown(lambda: search(items, 3, key=lambda item: items.append(9) or item)), items)
    for act in [lambda: search(Ten(), 7), lambda: search({0: 1}, 1), lambda: search([1, 2], 1, "lo"),
                lambda: search([1, 2], 1, 0, "hi"), lambda: search([1, 2], 1, 0, 2**70), lambda: search([1, 2], 3, -1),
                lambda: search([1, 2], 3, 0, -1), lambda: search([1, 2], 3, 0, 9), lambda: search([1, None], 3),
                lambda: search([1, 2], 3, key=5)]:
        print(shown(act))
