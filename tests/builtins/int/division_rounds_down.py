for x in (7, -7):
    for y in (2, -2, 3, -3):
        print(x, y, x // y, x % y, divmod(x, y), x / y)
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 0 ** -1, lambda: 10**400 / 1, lambda: 1 << -1, lambda: 1 >> -1,
          lambda: 1 << 2**100 if False else 1 << -5, lambda: float(10**400), lambda: 5 % 0.0, lambda: 5 // 0.0, lambda: 2.0 ** 5000):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
