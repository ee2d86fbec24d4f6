words = "it was the best of times it was the worst of times".split()
groups = {}
for w in words:
    groups.setdefault(len(w), []).append(w)
print(groups, {k: len(v) for k, v in sorted(groups.items())})
inverted = {v: k for k, v in {"a": 1, "b": 2}.items()}
print(inverted, dict(sorted({"b": 1, "a": 2}.items())), sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), max({"a": 3, "b": 5}, key={"a": 3, "b": 5}.get))
merged = {}
for d in ({"a": 1}, {"b": 2, "a": 3}):
    for k, v in d.items():
        merged[k] = merged.get(k, 0) + v
print(merged, dict.fromkeys(words), list(dict.fromkeys(words))[:3], {**merged, "c": 1} | {"d": 2}, [k for k in merged if merged[k] > 2])
nested = {"x": {"y": {"z": 1}}}
print(nested["x"]["y"]["z"], nested.get("q", {}).get("r", "deep default"), list(nested["x"].items()), len(str(nested)))
memo = {}
def fib(n):
    if n not in memo:
        memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]
print(fib(90), len(memo), any(v > 10**18 for v in memo.values()), list(memo)[:3])
matrix = {(i, j): i * j for i in range(3) for j in range(3)}
print(matrix[2, 2], sum(matrix.values()), (1, 1) in matrix, [matrix.get((9, 9), -1)])
for key in list(merged):
    del merged[key]
print(merged or "emptied")
