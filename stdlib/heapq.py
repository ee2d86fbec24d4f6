"""A priority queue in a list: no item is smaller than its parent at half its place."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def _rise(heap, place, less):
    """Move an item up until its parent is no larger."""
    item = heap[place]
    while place:
        parent = (place - 1) // 2
        if not less(item, heap[parent]):
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _sink(heap, place, less):
    """Move an item down to a leaf by its smaller children, then up to where it belongs: most items belong far down."""
    item, start = heap[place], place
    while (child := 2 * place + 1) < len(heap):
        if child + 1 < len(heap) and not less(heap[child], heap[child + 1]):
            child += 1
        heap[place] = heap[child]
        place = child
    heap[place] = item
    while place > start:
        parent = (place - 1) // 2
        if not less(item, heap[parent]):
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _smaller(a, b):
    return a < b


def _larger(a, b):
    return b < a


def heappush(heap, item, /):
    """Add an item."""
    heap.append(item)
    _rise(heap, len(heap) - 1, _smaller)


def heappop(heap, /):
    """Remove and give the smallest item."""
    last = heap.pop()
    return heapreplace(heap, last) if heap else last


def heapreplace(heap, item, /):
    """Remove and give the smallest item, and add one."""
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0, _smaller)
    return smallest


def heappushpop(heap, item, /):
    """Add an item, then remove and give the smallest."""
    return heapreplace(heap, item) if heap and heap[0] < item else item


def heapify(heap, /):
    """Make a heap of a list, in place."""
    for place in reversed(range(len(heap) // 2)):
        _sink(heap, place, _smaller)


def _heapify_max(heap, /):
    for place in reversed(range(len(heap) // 2)):
        _sink(heap, place, _larger)


def _heappop_max(heap, /):
    last = heap.pop()
    return _heapreplace_max(heap, last) if heap else last


def _heapreplace_max(heap, item, /):
    largest = heap[0]
    heap[0] = item
    _sink(heap, 0, _larger)
    return largest


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
    return sorted(iterable, key=key)[: max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first."""
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]
