from itertools import accumulate, chain, combinations, count, cycle, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, dropwhile, zip_longest, tee, batched, compress, filterfalse

print(list(islice(count(5, 2), 4)), list(islice(cycle("ab"), 5)), list(repeat(1, 3)), list(chain([1], "a")), list(chain.from_iterable([[1], [2]])), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)))
print(list(combinations("abc", 2)), list(permutations([1, 2, 3], 2)), list(product([1, 2], "ab")), list(product([0, 1], repeat=2)), list(pairwise([1, 2, 3])), list(starmap(pow, [(2, 3), (3, 2)])), list(batched("abcde", 2)))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(zip_longest([1, 2], "a", fillvalue="-")), [(k, list(g)) for k, g in groupby("aabbc")], list(compress("abc", [1, 0, 1])), list(filterfalse(None, [0, 1])))
a, b = tee([1, 2, 3])
print(next(a), list(b), list(a))
