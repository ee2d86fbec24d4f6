from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product("ab", [1, 2, 3], "z")), list(product("ab", repeat=3)), list(product("ab", [1], repeat=2)))
print(list(product()), list(product(repeat=3)), list(product([1, 2], repeat=0)), list(product("ab", [])))
print(list(permutations("abcd")), list(permutations("abcde", 3)), list(permutations("abc", 0)))
print(list(permutations("ab", 3)), list(permutations("ab", None)), list(permutations("")), list(permutations(iterable="ab", r=1)))
print(list(combinations("abcdef", 4)), list(combinations("ab", 3)), list(combinations("ab", 0)))
print(list(combinations_with_replacement("abcd", 3)), list(combinations_with_replacement("", 2)), list(combinations_with_replacement("", 0)))
print(sum(1 for _ in permutations(range(7))), sum(1 for _ in combinations(range(20), 4)), sum(1 for _ in product(range(9), repeat=4)))
over = combinations("ab", 2)
print(next(over), next(over, "over"), next(over, "over"))
