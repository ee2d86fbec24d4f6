values = [True, 2, -3, 2**70, 1.5, -0.5, 2j]
for a in values:
    row = []
    for b in values:
        for op in ("+", "-", "*", "/"):
            row.append(str(eval(f"a {op} b")))
    print(" ".join(row))
for a in (7, -7, 7.5, True, 2**65):
    print([(a // b, a % b) for b in (2, -2, 2.5, True, 2**64)])
for a in (2, 2.0, True, -2):
    print([a**b for b in (0, 3, -1, 0.5 if a > 0 else 2, 2)])
print([a == b for a in values for b in values].count(True), [hash(v) == hash(complex(v)) for v in values[:3]])
