def f(n):
    total = 0
    for i in range(n):
        if i == 3:
            continue
        for a, b in pairs:
            total += a * b
            if total > 100:
                break
        else:
            total -= 1
    while total:
        total -= 1
    while True:
        if total:
            return total
