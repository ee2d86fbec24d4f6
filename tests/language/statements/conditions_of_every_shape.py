def f(a, b, c):
    out = []
    if a and b or c: out.append(1)
    if a and (b or c): out.append(2)
    if not a and not b: out.append(3)
    if not (a or b): out.append(4)
    if a < b < c: out.append(5)
    if a == b or b == c: out.append(6)
    if a in (b, c): out.append(7)
    if a is not None and a: out.append(8)
    if (a if b else c): out.append(9)
    if not not a: out.append(10)
    if a and b and c: out.append(11)
    if a or b or c: out.append(12)
    if (x := a + b) > c: out.append(x)
    while a and not b: a -= 1; out.append("w")
    return out


for a in (0, 1, 2):
    for b in (0, 1):
        for c in (0, 2):
            print(a, b, c, f(a, b, c))
