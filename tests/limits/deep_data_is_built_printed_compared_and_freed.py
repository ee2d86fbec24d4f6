def nest(make, n=100000):
    x = make(None)
    for _ in range(n):
        x = make(x)
    return x


for name, make in (("list", lambda x: [x]), ("tuple", lambda x: (x,)), ("dict", lambda x: {1: x}), ("closure", lambda x: lambda: x)):
    x = nest(make)
    try:
        repr(x)
        print(name, "printed")
    except RecursionError:
        print(name, "RecursionError")
    y = nest(make)
    try:
        x == y
        print(name, "compared")
    except RecursionError:
        print(name, "RecursionError")
    del x, y
    print(name, "freed")


class Node:
    def __init__(self, next): self.next = next


x = nest(Node)
del x
t = nest(lambda x: (x, 1))
try:
    hash(t)
except RecursionError:
    pass
print("end")
