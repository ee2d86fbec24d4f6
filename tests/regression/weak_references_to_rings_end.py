# Objects that only refer to each other end, and weak references to them with them, before any finaliser runs.
import gc
import weakref


class Node:
    pass


class Watched:
    def __del__(self):
        print("finaliser sees", self.other())


node = Node()
node.itself = node
reference = weakref.ref(node, lambda _: print("told"))
del node
print(gc.collect() > 0, reference(), gc.collect())

node, watched = Node(), Watched()
node.watched, watched.node = watched, node
watched.other = weakref.ref(node)
reference = weakref.ref(node)
del node, watched
print(gc.collect() > 0, reference(), gc.collect())

kept = []


class Returning:
    def __del__(self):
        kept.append(self)


ring = Returning()
ring.ring = ring
reference = weakref.ref(ring)
del ring
gc.collect()
print(len(kept), reference(), kept[0].ring is kept[0])
