# Classes derived from deque, copies, and what refers to it weakly.
import copy
import gc
import weakref
from collections import deque


class Named(deque):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.name = "n"


d = Named([1, 2])
d.other = [3]
print(d, d.copy(), d * 2, d + d, type(d.copy()).__name__)
print(d.__reduce__()[:3], deque([1], 4).__reduce__()[:3], list(d.__reduce__()[3]))
print(copy.copy(d), copy.deepcopy(d).other is d.other, copy.deepcopy(d))
print(list(copy.copy(iter(d))), iter(deque("ab")).__reduce__(), reversed(deque("ab")).__reduce__())
print(copy.copy(deque("ab", 3)), copy.deepcopy(deque([[1]])))


class Bottomless(deque):
    def __len__(self):
        return 7


print(len(Bottomless()), bool(Bottomless()), list(Bottomless("ab")))


class Other(deque):
    def __new__(cls, *arguments):
        return deque.__new__(cls) if arguments == ([1],) else 3


try:
    Other([1]) + Other([1])
except TypeError as error:
    print(error)

plain = deque([1])
reference = weakref.ref(plain)
print(reference() is plain)
del plain
print(reference())

ring = Named()
ring.append(ring)
reference = weakref.ref(ring)
del ring
print(gc.collect() > 0, reference())
