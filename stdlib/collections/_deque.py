"""A queue with two ends."""

import operator as _operator


class deque:
    """A list-like container that is quick at both ends.

    Items are kept in a dict by a number that grows to the right and shrinks to the left.
    """

    __slots__ = "_items", "_first", "_maxlen", "_changes", "__dict__", "__weakref__"
    __hash__ = None

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self._items, self._first, self._maxlen, self._changes = {}, 0, None, 0
        return self

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            maxlen = _operator.index(maxlen)
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._items, self._first, self._maxlen = {}, 0, maxlen
        self.extend(iterable)

    @property
    def maxlen(self):
        """The most items there may be, or None."""
        return self._maxlen

    def append(self, x, /):
        """Add to the right."""
        items = self._items
        items[self._first + len(items)] = x
        self._changes += 1
        if self._maxlen is not None and len(items) > self._maxlen:
            self.popleft()

    def appendleft(self, x, /):
        """Add to the left."""
        self._first -= 1
        self._items[self._first] = x
        self._changes += 1
        if self._maxlen is not None and len(self._items) > self._maxlen:
            self.pop()

    def pop(self):
        """Remove and give the rightmost item."""
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop(self._first + len(self._items) - 1)

    def popleft(self):
        """Remove and give the leftmost item."""
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        self._first += 1
        return self._items.pop(self._first - 1)

    def extend(self, iterable, /):
        """Add to the right, one after the other."""
        for x in list(iterable) if iterable is self else iterable:
            self.append(x)

    def extendleft(self, iterable, /):
        """Add to the left, one after the other."""
        for x in list(iterable) if iterable is self else iterable:
            self.appendleft(x)

    def clear(self):
        """Remove everything."""
        self._items.clear()
        self._changes += 1

    def copy(self):
        """A shallow copy."""
        return type(self)(self) if self._maxlen is None else type(self)(self, self._maxlen)

    __copy__ = copy

    def rotate(self, n=1, /):
        """Move n items from the right end to the left, or the other way where n is negative."""
        if len(self._items) > 1:
            n = _operator.index(n) % len(self._items)
            if n <= len(self._items) // 2:
                for _ in range(n):
                    self._first -= 1
                    self._items[self._first] = self._items.pop(self._first + len(self._items))
            else:
                for _ in range(len(self._items) - n):
                    value = self._items.pop(self._first)
                    self._first += 1
                    self._items[self._first + len(self._items)] = value

    def reverse(self):
        """Turn the order round."""
        self._refill(list(self)[::-1])

    def _refill(self, values):
        self._items, self._first = dict(enumerate(values)), 0
        self._changes += 1

    def count(self, x, /):
        """How many items are or equal x."""
        return sum(1 for item in self if item is x or item == x)

    def index(self, x, start=0, stop=None, /):
        """The place of the first item that is or equals x."""
        for place in range(*slice(start, stop).indices(len(self))):
            if (item := self[place]) is x or item == x:
                return place
        raise ValueError(f"{x!r} is not in deque")

    def insert(self, index, x, /):
        """Put x before a place."""
        if self._maxlen is not None and len(self) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        values = list(self)
        values.insert(index, x)
        self._refill(values)

    def remove(self, x, /):
        """Remove the first item that is or equals x."""
        for place, item in enumerate(self):
            if item is x or item == x:
                break
        else:
            raise ValueError("deque.remove(x): x not in deque")
        del self[place]

    def _place(self, index):
        if isinstance(index, slice):
            raise TypeError("sequence index must be integer, not 'slice'")
        index = _operator.index(index)
        if index < 0:
            index += len(self._items)
        if not 0 <= index < len(self._items):
            raise IndexError("deque index out of range")
        return self._first + index

    def __getitem__(self, index):
        return self._items[self._place(index)]

    def __setitem__(self, index, value):
        self._items[self._place(index)] = value

    def __delitem__(self, index):
        place = self._place(index) - self._first
        # The ends are quick: waiters leave a queue in the order in which they came.
        if place == 0:
            self.popleft()
        elif place == len(self._items) - 1:
            self.pop()
        else:
            values = list(self)
            del values[place]
            self._refill(values)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return self._walk(range(len(self._items)))

    def __reversed__(self):
        return self._walk(reversed(range(len(self._items))))

    def _walk(self, places):
        changes = self._changes
        for place in places:
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
            yield self._items[self._first + place]
        if self._changes != changes:
            raise RuntimeError("deque mutated during iteration")

    def __contains__(self, x):
        return any(item is x or item == x for item in self)

    def __repr__(self):
        # `...` stands where a deque contains itself, as in lists.
        if id(self) in _shown:
            return "[...]"
        _shown.add(id(self))
        try:
            bound = "" if self._maxlen is None else f", maxlen={self._maxlen}"
            return f"{type(self).__name__}({list(self)!r}{bound})"
        finally:
            _shown.discard(id(self))

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return list(self) < list(other) if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return list(self) <= list(other) if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return list(self) > list(other) if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return list(self) >= list(other) if isinstance(other, deque) else NotImplemented

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        result = self.copy()
        result.extend(other)
        return result

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        result = self.copy()
        result._refill(list(self) * n)
        return type(self)(result, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, n):
        values = list(self) * n
        self._refill(values if self._maxlen is None else values[-self._maxlen :] if self._maxlen else [])
        return self

    def __reduce__(self):
        state = self.__dict__ or None
        return type(self), ((),) if self._maxlen is None else ((), self._maxlen), state, iter(self)

    __class_getitem__ = classmethod(type(list[int]))


deque.__module__ = "collections"
_shown = set()
