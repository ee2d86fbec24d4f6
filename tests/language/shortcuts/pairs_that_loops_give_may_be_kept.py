"""Iterators that give tuples may use one again, but never one that somebody has."""

letters = ["a", "b", "c"]
table = {"x": 1, "y": 2, "z": 3}

print(list(enumerate(letters)), list(table.items()), list(zip(letters, table)))
kept = [pair for pair in enumerate(letters, 10)]
print(kept, kept[0] is kept[1])

for make in (lambda: enumerate(letters), lambda: iter(table.items()), lambda: zip(letters, letters), lambda: reversed(table.items())):
    iterator = make()
    first = next(iterator)
    second = next(iterator)
    print(first, second, first is second)
    del second
    for pair in iterator:
        print(pair, first)

# One iterator that is advanced while it advances.
class Nosy:
    def __init__(self):
        self.left = 3

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        if self.left < 0:
            raise StopIteration
        if self.left == 1:
            print("inside:", next(pairs))
        return self.left


pairs = zip(Nosy(), letters)
print(list(pairs))
nosy = Nosy()
pairs = enumerate(nosy)
for number, item in pairs:
    print(number, item)

# What the tuple held goes in time.
import gc


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


for number, loud in enumerate(map(Loud, letters)):
    print(number, loud.name)
del loud
print("end")
for key, value in {"k": 1}.items():
    pass
for a, b in zip([1, 2], ["one", "two"]):
    a, b = b, a
    print(a, b)

# Unpacking into names that hold objects.
left = right = Loud("old")
for left, right in [(1, 2)]:
    print(left, right)
print({**table, **{"x": 5}}, {**{}, **table}, {**table} == table, {**table} is table)
gc.collect()
