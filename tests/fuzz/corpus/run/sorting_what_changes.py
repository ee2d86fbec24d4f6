items = [3, 1, 2] * 20


class Late:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        items.clear()
        items.append(self)
        return self.value < other.value


for key in (lambda item: items.append(item), Late, lambda item: items.pop()):
    try:
        items.sort(key=key)
    except (ValueError, IndexError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)
for item in items:
    items.extend(items[:2])
    if len(items) > 100:
        del items[::3]
        break
items[5:1:-1] = items[1:5]
print(len(items), sorted("cab", key=str.upper, reverse=True), max(items, key=id, default=0) is None)
