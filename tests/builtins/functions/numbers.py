print(abs(-5), abs(-2.5), abs(3 + 4j), divmod(7, 3), divmod(-7.5, 2), pow(2, 10), pow(2, -1), pow(2, 10, 7), round(2.567, 2), round(2.5), round(-1.5), sum([1, 2]), sum([0.1] * 10), sum([1, 2.5], 10), sum([[1], [2]], []), sum(()))
print(max(3, 1), max([1, 5, 2]), max("abc", key=lambda c: -ord(c)), max([], default="none"), min(4, 2, 9), min({"b": 1, "a": 2}), min([(1, "b"), (1, "a")]), max([1, 1.0]), max(1.0, 1), min("x"), max(*[1, 2], key=lambda x: -x))
print(bin(5), oct(8), hex(255), chr(8364), ord("é"), hash("") == hash(""), int("7"), float("1.5"), complex("1j"), bool("x"), round(12345, -2), round(1.005, 2))
print(sum([1e100, 1.0, -1e100]), sum([0.1, 0.2, 0.3]), sum([True, 2]), sum([2**70, 1.5]), sum(range(10**4)), sum(x for x in (1, 2)))
