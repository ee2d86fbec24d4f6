# Iterators over what changes under them, and over each other.
class Changing:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return self

    def __next__(self):
        CHANCE.react()
        return next(self.items)

    def __length_hint__(self):
        return CHANCE.below(2**40)


def nested(depth):
    made = Changing(iter("abc"))
    for _ in range(depth):
        made = itertools.chain([1], map(id, made))
    return made


def own_iterator():
    items = [1, 2, 3]
    iterator = iter(items)
    items.append(iterator)
    return iterator


MAKERS += [
    lambda: Changing(iter([3, 1, 2])),
    lambda: nested(200),
    own_iterator,
    lambda: itertools.tee(Changing(itertools.count())),
    lambda: itertools.groupby(Changing(iter("aabbc")), lambda key: CHANCE.react()),
    lambda: itertools.zip_longest(Changing(iter("ab")), "abc", fillvalue=CHANCE.kept),
    lambda: itertools.chain.from_iterable(Changing(iter(["a", "b"]))),
    lambda: itertools.starmap(outer, Changing(iter([(1,), (2,)]))),
    lambda: itertools.takewhile(CHANCE.react, itertools.count(2**63)),
    lambda: itertools.compress(itertools.cycle([1]), Changing(iter([1, 0, 1]))),
    lambda: itertools.pairwise(Changing(iter("abc"))),
    lambda: reversed({"a": 1, "b": 2}),
    lambda: iter(CHANCE.react, None),
    lambda: zip(Changing(iter("ab")), [1, 2], strict=True),
    lambda: sorted,
    lambda: sum,
] * 2
