class C:
    pass


x = 1
del x
try:
    x
except NameError as error:
    print(error)
items = list(range(10))
del items[0], items[-1]
print(items)
del items[1:3], items[::2]
print(items)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
c = C()
c.attribute = 1
del c.attribute
print(hasattr(c, "attribute"))
a, b, e = 1, 2, 3
del (a, [b]), e
print("a" in globals(), "b" in globals(), "e" in globals())
try:
    del d["zz"]
except KeyError as error:
    print(repr(error))
try:
    del c.nothing
except AttributeError as error:
    print(error)
