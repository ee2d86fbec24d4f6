# Abstract classes, weak references and attributes of containers and iterators.
import functools
import itertools
import typing
import weakref
from collections import Counter, OrderedDict, abc, deque


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


names = ["MutableSequence", "Sequence", "Reversible", "Sized", "Iterable", "Container", "Collection", "Hashable"]
print([name for name in names if isinstance(deque(), getattr(abc, name))])
print(isinstance(iter(deque()), abc.Iterator), isinstance(itertools.count(), abc.Iterator), isinstance(functools.partial(int), abc.Callable))
print(typing.Deque[int], typing.DefaultDict[str, int], typing.get_origin(typing.Deque[int]))
ordered, counter = OrderedDict(), Counter()
print(weakref.ref(ordered)() is ordered, weakref.ref(counter)() is counter, ordered.__dict__, counter.__dict__)
for made in [itertools.count(), deque()]:
    told(lambda: setattr(made, "x", 1))
    told(lambda: made.x)
    told(lambda: weakref.ref(made)() is made)
