"""A priority queue in a list: no item is smaller than its parent at half its place."""

from _heapq import *
from _heapq import _heapify_max, _heappop_max, _heapreplace_max

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


class _Reversed:
    """Turns the order of a key round."""

    __slots__ = ("key",)

    def __init__(self, key):
        self.key = key

    def __lt__(self, other):
        return other.key < self.key


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables in one order."""
    heap = []
    for order, iterator in enumerate(map(iter, iterables)):
        for value in iterator:
            heap.append(_entry(value, order, iterator, key, reverse))
            break
    heapify(heap)
    while heap:
        _, order, value, iterator = heap[0]
        yield value
        for value in iterator:
            heapreplace(heap, _entry(value, order, iterator, key, reverse))
            break
        else:
            heappop(heap)


def _entry(value, order, iterator, key, reverse):
    rank = value if key is None else key(value)
    return _Reversed(rank) if reverse else rank, order, value, iterator


def nsmallest(n, iterable, key=None):
    """The n smallest items, smallest first."""
    iterator = iter(iterable)
    # The order of arrival decides between items of one rank, so that items themselves are never compared for it.
    kept = [(item if key is None else key(item), order, item) for order, item in zip(range(n), iterator)]
    if not kept:
        return kept
    _heapify_max(kept)
    worst, order = kept[0][0], n
    for item in iterator:
        rank = item if key is None else key(item)
        if rank < worst:
            _heapreplace_max(kept, (rank, order, item))
            worst, order = kept[0][0], order + 1
    kept.sort()
    return [item for _, _, item in kept]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first."""
    iterator = iter(iterable)
    kept = [(item if key is None else key(item), -order, item) for order, item in zip(range(n), iterator)]
    if not kept:
        return kept
    heapify(kept)
    worst, order = kept[0][0], -n
    for item in iterator:
        rank = item if key is None else key(item)
        if worst < rank:
            heapreplace(kept, (rank, order, item))
            worst, order = kept[0][0], order - 1
    kept.sort(reverse=True)
    return [item for _, _, item in kept]
