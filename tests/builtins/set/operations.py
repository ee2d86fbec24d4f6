a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, {3} < a, a >= {1}, a == {3, 2, 1}, a != b, a.isdisjoint({9}), {3}.issubset([1, 3]), a.issuperset((1,)))
print(sorted(a.union([9], (8,))), sorted(a.intersection([1, 2], {2})), sorted(a.difference([1], [2])), sorted(a.symmetric_difference([1, 9])), len(a), 2 in a, {1.0} == {1})
a.add(5); a.discard(99); a.discard(1); a.remove(2); a.update([7], "x"); a.difference_update([7]); a.intersection_update([3, 5, "x"]); a.symmetric_difference_update([5, 6])
print(sorted(a, key=str), a.copy() == a, {1}.pop(), set(), frozenset(), frozenset([1]), {5}, set("a"), repr({(1,)}))
a.clear()
print(a, bool(a), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "k"}[frozenset([1])], frozenset([1]) == {1}, type(frozenset() | {1}).__name__, type({1} | frozenset()).__name__)
for f in (lambda: {1} | [2], lambda: {1} < [1], lambda: {[]}, lambda: hash({1}), lambda: {1}.remove(2), lambda: set().pop(), lambda: set("a")[0], lambda: frozenset().add(1), lambda: {1} + {2}, lambda: {1}.union(5)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
c = {1, 2}
d = c
c |= {3}
c -= {1}
print(sorted(d), c is d, {1} in [{1}], {frozenset({1})} == {frozenset({1})}, set([1]) in {frozenset([1])}, frozenset("ab") is frozenset(frozenset("ab")) if False else "")
