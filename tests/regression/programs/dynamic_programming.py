def levenshtein(a, b):
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, cb in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (ca != cb))
    return row[-1]


def knapsack(items, capacity):
    best = [(0, ())] * (capacity + 1)
    for name, weight, value in items:
        for c in range(capacity, weight - 1, -1):
            worth, chosen = best[c - weight]
            if worth + value > best[c][0]:
                best[c] = (worth + value, chosen + (name,))
    return best[capacity]


def lcs(a, b):
    table = {}

    def go(i, j):
        if i == len(a) or j == len(b):
            return ""
        if (i, j) not in table:
            if a[i] == b[j]:
                table[i, j] = a[i] + go(i + 1, j + 1)
            else:
                table[i, j] = max(go(i + 1, j), go(i, j + 1), key=len)
        return table[i, j]

    return go(0, 0)


def coins(amount, kinds):
    ways = [1] + [0] * amount
    for k in kinds:
        for a in range(k, amount + 1):
            ways[a] += ways[a - k]
    return ways[amount]


print(levenshtein("kitten", "sitting"), levenshtein("", "abc"), knapsack([("a", 5, 10), ("b", 4, 40), ("c", 6, 30), ("d", 3, 50)], 10), lcs("AGGTAB", "GXTXAYB"), coins(100, [1, 5, 10, 25, 50]))
pascal = [[1]]
for _ in range(8):
    last = pascal[-1]
    pascal.append([1, *(x + y for x, y in zip(last, last[1:])), 1])
for row in pascal[:5]:
    print(" ".join(map(str, row)).center(20).rstrip())
