import gc


gone = []


class Node:
    def __init__(self, name): self.name = name
    def __del__(self): gone.append(self.name)


a, b = Node("a"), Node("b")
a.other, b.other = b, a
del a, b
print("unreachable")
print(gc.collect() > 0, sorted(gone))
n = Node("self")
n.me = n
n = None
gc.collect()
lists = []
lists.append(lists)
del lists
print(gc.collect() >= 1, gc.collect(), gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()


def closure_cycle():
    node = Node("in closure")

    def inner():
        return inner, node


closure_cycle()
gc.collect()
print(sorted(gone), "end")
