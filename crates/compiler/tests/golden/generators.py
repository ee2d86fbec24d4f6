def numbers(n):
    i = 0
    while i < n:
        got = yield i
        i += 1
    return (yield from other(got))
