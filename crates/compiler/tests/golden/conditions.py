def f(a, b, c):
    if a and not b or c is None:
        return 1
    elif 0 <= a < 10 and b in c:
        return 2
    x = a or b
    return x if a != b else not c
