def source(name):
    print("source", name)
    return [1, 2]


g = (x * y for x in source("first") for y in source("second"))
print("made")
print(list(g))
try:
    g = (x for x in 5)
except TypeError as error:
    print(error)
h = (x for x in [1] for y in 5)
try:
    next(h)
except TypeError as error:
    print(error)
print(sum(x for x in range(5)), max((x for x in "hello"), key=lambda c: -ord(c)), any(x > 2 for x in (1, 2, 3)))
n = 1
g = (n * x for x in range(3))
n = 10
print(list(g), tuple(x for x in "ab"), dict((k, 1) for k in "xy"), g.__name__)
