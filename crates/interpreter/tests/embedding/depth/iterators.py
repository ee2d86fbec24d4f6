# Iterators over iterators, 20,000 deep.
import itertools

attempts = 0


def attempt(work, *arguments):
    global attempts
    try:
        work(*arguments)
    except Exception:
        pass
    attempts += 1


def nested(wrap):
    value = iter([1, 2])
    for _ in range(20000):
        value = wrap(value)
    return value


wraps = [
    enumerate,
    zip,
    iter,
    itertools.chain,
    itertools.chain.from_iterable,
    itertools.cycle,
    itertools.accumulate,
    itertools.pairwise,
    itertools.groupby,
    lambda inner: itertools.starmap(max, inner),
    lambda inner: itertools.islice(inner, 9),
    lambda inner: itertools.batched(inner, 1),
    lambda inner: itertools.zip_longest(inner, [1]),
    lambda inner: itertools.takewhile(bool, inner),
    lambda inner: map(str, inner),
    lambda inner: filter(None, inner),
    lambda inner: (item for item in inner),
    lambda inner: itertools.tee(inner)[0],
]

for wrap in wraps:
    attempt(next, nested(wrap))
    attempt(list, nested(wrap))
