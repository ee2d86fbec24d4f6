# A deque that changes while somebody goes through it says so.
from collections import deque


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


def grow(d):
    for item in d:
        d.append(item)


def replace(d):
    for place, item in enumerate(d):
        d[place] = item + 1
    return d


d = deque([1, 2, 3])
told(lambda: grow(d))
told(lambda: replace(d))


class Meddler:
    def __eq__(self, other):
        d.append(1)
        return False


for call in [d.remove, d.index, d.count, d.__contains__]:
    told(lambda: call(Meddler()))
told(lambda: d == deque([Meddler()] * len(d)))
iterator = iter(d)
print(next(iterator), iterator.__length_hint__())
d.clear()
told(lambda: next(iterator))
told(lambda: next(iterator))
d.extend("abc")
iterator = iter(d)
print(list(iterator), list(iterator), list(reversed(d)))
d.rotate(1)
told(lambda: next(iterator))
print(list(type(iter(d))(d, 1)), list(type(reversed(d))(d, 2)))
