"""Building blocks for iterators."""

import operator as _operator

_absent = object()


class _Iterator:
    """An iterator whose work a generator does."""

    __slots__ = ("_steps",)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._steps)


class count(_Iterator):
    """start, start + step, start + 2 * step, ..."""

    __slots__ = "_value", "_step"

    def __init__(self, start=0, step=1):
        if not hasattr(type(start), "__add__") or isinstance(start, (str, bytes, list, tuple)):
            raise TypeError("a number is required")
        self._value, self._step = start, step

    def __next__(self):
        value = self._value
        self._value = value + self._step
        return value

    def __repr__(self):
        step = "" if type(self._step) is int and self._step == 1 else f", {self._step!r}"
        return f"count({self._value!r}{step})"


class cycle(_Iterator):
    """The items again and again."""

    __slots__ = ()

    def __init__(self, iterable, /):
        def steps(iterator):
            seen = []
            for item in iterator:
                yield item
                seen.append(item)
            while seen:
                yield from seen

        self._steps = steps(iter(iterable))


class repeat(_Iterator):
    """The same object, without end or a number of times."""

    __slots__ = "_object", "_left"

    def __init__(self, object, times=None):
        self._object, self._left = object, None if times is None else max(_operator.index(times), 0)

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        return f"repeat({self._object!r}{'' if self._left is None else f', {self._left}'})"


class accumulate(_Iterator):
    """Sums, or other results of a function of two arguments, so far."""

    __slots__ = ()

    def __init__(self, iterable, func=None, *, initial=None):
        def steps(iterator, func):
            total = next(iterator, _absent) if initial is None else initial
            if total is _absent:
                return
            yield total
            for item in iterator:
                total = func(total, item)
                yield total

        self._steps = steps(iter(iterable), _operator.add if func is None else func)


class batched(_Iterator):
    """Tuples of n items, the last one perhaps shorter."""

    __slots__ = ()

    def __init__(self, iterable, n, *, strict=False):
        if n < 1:
            raise ValueError("n must be at least one")

        def steps(iterator):
            while batch := tuple(islice(iterator, n)):
                if strict and len(batch) != n:
                    raise ValueError("batched(): incomplete batch")
                yield batch

        self._steps = steps(iter(iterable))


class chain(_Iterator):
    """The items of one iterable after those of another."""

    __slots__ = ()

    def __init__(self, *iterables):
        self._steps = self._all(iterables)

    @staticmethod
    def _all(iterables):
        for iterable in iterables:
            yield from iterable

    @classmethod
    def from_iterable(cls, iterable, /):
        """A chain whose iterables come from an iterable."""
        self = cls()
        self._steps = cls._all(iter(iterable))
        return self

    __class_getitem__ = classmethod(type(list[int]))


class compress(_Iterator):
    """The items whose selector is true."""

    __slots__ = ()

    def __init__(self, data, selectors):
        self._steps = (item for item, selected in zip(data, selectors) if selected)


class dropwhile(_Iterator):
    """The items from the first one for which the predicate is false."""

    __slots__ = ()

    def __init__(self, predicate, iterable, /):
        def steps(iterator):
            for item in iterator:
                if not predicate(item):
                    yield item
                    break
            yield from iterator

        self._steps = steps(iter(iterable))


class takewhile(_Iterator):
    """The items before the first one for which the predicate is false."""

    __slots__ = ()

    def __init__(self, predicate, iterable, /):
        def steps(iterator):
            for item in iterator:
                if not predicate(item):
                    return
                yield item

        self._steps = steps(iter(iterable))


class filterfalse(_Iterator):
    """The items for which the predicate is false."""

    __slots__ = ()

    def __init__(self, predicate, iterable, /):
        test = bool if predicate is None else predicate
        self._steps = (item for item in iter(iterable) if not test(item))


class starmap(_Iterator):
    """What a function gives for tuples of arguments."""

    __slots__ = ()

    def __init__(self, function, iterable, /):
        self._steps = (function(*arguments) for arguments in iter(iterable))


class pairwise(_Iterator):
    """Each item with the one that follows it."""

    __slots__ = ()

    def __init__(self, iterable, /):
        def steps(iterator):
            previous = next(iterator, _absent)
            for item in iterator:
                yield previous, item
                previous = item

        self._steps = steps(iter(iterable))


class islice(_Iterator):
    """A slice of an iterable: islice(iterable, stop) or islice(iterable, start, stop[, step])."""

    __slots__ = ()

    def __init__(self, iterable, /, *bounds):
        if not 1 <= len(bounds) <= 3:
            wanted = "at most 4" if bounds else "at least 2"
            raise TypeError(f"islice expected {wanted} arguments, got {len(bounds) + 1}")
        start, stop, step = (None, *bounds, None) if len(bounds) == 1 else (*bounds, None)[:3]
        start = self._bound(start, 0, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        step = self._bound(step, 1, "Step for islice() must be a positive integer or None.")
        if step == 0:
            raise ValueError("Step for islice() must be a positive integer or None.")
        if stop is not None:
            stop = self._bound(stop, 0, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")

        def steps(iterator):
            wanted = start
            place = 0
            while stop is None or wanted < stop:
                for item in iterator:
                    place += 1
                    if place > wanted:
                        yield item
                        wanted += step
                        break
                else:
                    return
            # What lies before the bounds is consumed even where no item is wanted any more.
            while place < max(start, stop):
                place += 1
                if next(iterator, _absent) is _absent:
                    return

        self._steps = steps(iter(iterable))

    @staticmethod
    def _bound(value, default, message):
        if value is None:
            return default
        try:
            value = _operator.index(value)
        except TypeError:
            raise ValueError(message) from None
        if value < 0 or value > 2**63 - 1:
            raise ValueError(message)
        return value


class zip_longest(_Iterator):
    """Tuples of items, as many as the longest iterable has."""

    __slots__ = ()

    def __init__(self, *iterables, fillvalue=None):
        def steps(iterators):
            left = len(iterators)
            while left:
                row = []
                for place, iterator in enumerate(iterators):
                    item = fillvalue if iterator is None else next(iterator, _absent)
                    if item is _absent:
                        iterators[place], item = None, fillvalue
                        left -= 1
                        if not left:
                            return
                    row.append(item)
                yield tuple(row)

        self._steps = steps([iter(iterable) for iterable in iterables])


class groupby(_Iterator):
    """Runs of items with the same key: pairs of the key and an iterator over the run."""

    __slots__ = "_iterator", "_key", "_current_key", "_current", "_target", "_run"

    def __init__(self, iterable, key=None):
        self._iterator, self._key = iter(iterable), key
        self._current_key = self._target = self._current = _absent
        self._run = None

    def _advance(self):
        self._current = next(self._iterator)
        self._current_key = self._current if self._key is None else self._key(self._current)

    def __next__(self):
        # Only the newest group may still be read.
        self._run = object()
        if self._current_key is _absent:
            self._advance()
        while self._target is not _absent and self._current_key == self._target:
            self._advance()
        self._target = self._current_key
        return self._current_key, self._group(self._target, self._run)

    def _group(self, key, run):
        while self._run is run and self._current_key == key:
            yield self._current
            try:
                self._advance()
            except StopIteration:
                return


class product(_Iterator):
    """All tuples with one item of each pool."""

    __slots__ = ()

    def __init__(self, *iterables, repeat=1):
        repeat = _operator.index(repeat)
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")

        def steps(pools):
            places = [0] * len(pools)
            if not all(pools):
                return
            while True:
                yield tuple([pool[place] for pool, place in zip(pools, places)])
                for turn in reversed(range(len(pools))):
                    places[turn] += 1
                    if places[turn] < len(pools[turn]):
                        break
                    places[turn] = 0
                else:
                    return

        self._steps = steps([tuple(iterable) for iterable in iterables] * repeat)


def _length(r):
    if not isinstance(r, int):
        raise TypeError("Expected int as r")
    if r < 0:
        raise ValueError("r must be non-negative")
    return r


class combinations(_Iterator):
    """All ways to choose r items, in order of their places."""

    __slots__ = ()

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        r = _length(r)

        def steps():
            places = list(range(r))
            if r > len(pool):
                return
            while True:
                yield tuple([pool[place] for place in places])
                for turn in reversed(range(r)):
                    if places[turn] != turn + len(pool) - r:
                        break
                else:
                    return
                places[turn:] = range(places[turn] + 1, places[turn] + 1 + r - turn)

        self._steps = steps()


class combinations_with_replacement(_Iterator):
    """All ways to choose r items, each as often as wanted, in order of their places."""

    __slots__ = ()

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        r = _length(r)

        def steps():
            places = [0] * r
            if r and not pool:
                return
            while True:
                yield tuple([pool[place] for place in places])
                for turn in reversed(range(r)):
                    if places[turn] != len(pool) - 1:
                        break
                else:
                    return
                places[turn:] = [places[turn] + 1] * (r - turn)

        self._steps = steps()


class permutations(_Iterator):
    """All ways to put r items in a row."""

    __slots__ = ()

    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        r = len(pool) if r is None else _length(r)

        def steps(chosen, free):
            if len(chosen) == r:
                yield tuple([pool[place] for place in chosen])
                return
            for turn, place in enumerate(free):
                yield from steps([*chosen, place], free[:turn] + free[turn + 1 :])

        self._steps = steps([], list(range(len(pool)))) if r <= len(pool) else iter(())


class _tee(_Iterator):
    """One of several readers of an iterator; links of a chain hold what others still have to read."""

    __slots__ = "_iterator", "_link", "__weakref__"

    def __init__(self, iterator, link):
        self._iterator, self._link = iterator, link

    def __next__(self):
        if self._link[1] is None:
            self._link[:] = next(self._iterator), [None, None]
        value, self._link = self._link
        return value

    def __copy__(self):
        return _tee(self._iterator, self._link)


def tee(iterable, n=2, /):
    """Several independent iterators over one."""
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    if n == 0:
        return ()
    first = iterator if isinstance(iterator, _tee) else _tee(iterator, [None, None])
    return (first, *(first.__copy__() for _ in range(n - 1)))
