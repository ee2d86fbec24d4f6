# What goes in at which end, and where it comes out.
from collections import deque

d = deque(range(10))
for turns in [3, -4, 1, 0, 10, -23, 100]:
    d.rotate(turns)
    print(d)
d.rotate()
d.reverse()
print(d, d[0], d[-1], len(d))
del d[4]
d.remove(0)
d[1] = "one"
print(d)
d.insert(-100, "first")
d.insert(100, "last")
d.insert(-1, "before last")
d.insert(2, "third")
print(d, d.index("third"), d.count(5), "last" in d, 77 in d)

bounded = deque(maxlen=3)
for number in range(6):
    bounded.append(number)
print(bounded, bounded.maxlen)
bounded.appendleft(9)
bounded.extendleft("ab")
bounded += "cd"
print(bounded, bounded * 2, 3 * bounded, bounded * 0, bounded + deque("xyz"))
bounded *= 2
print(bounded, deque([1, 2], 0), deque(iterable=[1, 2], maxlen=1), deque([1, 2]) * 2)

d = deque([1])
d.extend(d)
d.extendleft(d)
d += d
print(d, bool(d), bool(deque()))
d.clear()
print(d)

long = deque()
for number in range(1000):
    long.append(number)
    long.appendleft(-number)
    if number % 3 == 0:
        long.pop()
    if number % 2 == 0:
        long.popleft()
print(len(long), sum(long), long[0], long[-1], long[500])
while len(long) > 3:
    long.popleft()
print(long)

a, b = deque([1, 2, 3]), deque([1, 2, 4])
print(a < b, a <= b, a > b, a >= b, a == b, a != b, a == a, a < deque([1, 2]), a > deque([1, 2]), a == [1, 2, 3])
match a:
    case [1, *rest]:
        print(rest)
inner = deque([5])
inner.append(inner)
print(inner)
