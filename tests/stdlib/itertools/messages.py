# What itertools say to arguments that do not fit.
from itertools import *


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


for maker, calls in {
    count: [("a",), (1, "a"), (1, 2, 3)],
    cycle: [(), (1,), ([], [])],
    repeat: [(), (1, "a"), (1, None), (1, 2**70), (1, 2, 3)],
    accumulate: [(), (1,), ([1], 2, 3, 4)],
    batched: [([1], 0), ([1], "a"), ([1],), ([1], 2, 3), (1, 2)],
    chain.from_iterable: [(), (1,)],
    compress: [(1, 2), ("a",)],
    dropwhile: [(), (1,), (1, 2), (1, [], 2)],
    filterfalse: [(1, 2), (1, [], 2)],
    starmap: [(1, 2), (1,)],
    takewhile: [(1, 2), (1, [], 2)],
    islice: [(), ([],), ([], "a"), ([], -1), ([], 0, -1), ([], 0, 1, 0), ([], 0, 1, -1), ([], 0, 1, "a"),
             ([], 1, 2, 3, 4), (1, 2), ([], 2**70), ([], "a", 3), ([], 0, "b")],
    pairwise: [(), (1,), ([], [])],
    product: [(1,)],
    permutations: [(), (1,), ("ab", "a"), ("ab", -1), ("ab", 1.5)],
    combinations: [("ab",), ("ab", -1), ("ab", "a"), (1, 1)],
    combinations_with_replacement: [("ab",), ("ab", -1)],
    groupby: [(), (1,)],
    tee: [(), (1,), ([], -1), ([], "a")],
    zip_longest: [(1,)],
}.items():
    for arguments in calls:
        told(lambda: maker(*arguments))
for call in [
    lambda: count(foo=1),
    lambda: cycle(foo=1),
    lambda: chain(foo=1),
    lambda: islice([], foo=1),
    lambda: product([1], foo=2),
    lambda: product([1], repeat="a"),
    lambda: product([1], repeat=-1),
    lambda: product([1], repeat=2**70),
    lambda: repeat(1).__length_hint__(),
    lambda: list(chain([1], 2)),
    lambda: list(starmap(pow, [1])),
    lambda: list(accumulate([1, 2], 2)),
    lambda: list(groupby([1], 2)),
    lambda: list(batched("abcde", 2, strict=True)),
    lambda: list(dropwhile(None, [1])),
]:
    told(call)
