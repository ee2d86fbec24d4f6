from collections import deque


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


def put(d, key, value):
    d[key] = value


def drop(d, key):
    del d[key]


d = deque([1, 2], 5)
for arguments in [(1,), ([], -1), ([], "a"), ([], 1.5), ([], 1, 2), ([], 2**70)]:
    told(lambda: deque(*arguments))
told(lambda: deque(foo=1))
for key in [5, -3, "a", slice(1, 2), 2**70]:
    told(lambda: d[key])
    told(lambda: put(d, key, 1))
    told(lambda: drop(d, key))
told(lambda: setattr(d, "maxlen", 1))
for call in [
    lambda: d.rotate("a"),
    lambda: d.rotate(2**70),
    lambda: d.index(9),
    lambda: d.index(1, "a"),
    lambda: d.index(2, 0, 1),
    lambda: d.remove(9),
    lambda: d + [1],
    lambda: d * "a",
    lambda: d.extend(1),
    lambda: d.append(),
    lambda: d.insert(1),
    lambda: d.pop(1),
    lambda: deque().pop(),
    lambda: deque().popleft(),
    lambda: hash(d),
    lambda: d < [1],
    lambda: deque([1, 2], 2).insert(0, 1),
    lambda: deque.append(1, 2),
    lambda: deque.__new__(list),
    lambda: type(iter(d))([]),
]:
    told(call)
print(deque[int], deque.maxlen, type(iter(d)), type(reversed(d)))
