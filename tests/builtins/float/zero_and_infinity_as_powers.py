values = [0.0, -0.0, 0, False, 1.0, -1.0, 0.5, -0.5, 2.0, float("inf"), float("-inf"), float("nan"), 1j, -1 + 1j, 0j,
          1e308 + 1e308j, 10**400]
for base in values:
    for exponent in values:
        if 10**400 in (base, exponent) and isinstance(base, int) and isinstance(exponent, int):
            continue
        try:
            print(repr(base)[:6], repr(exponent)[:6], base ** exponent)
        except ArithmeticError as error:
            print(repr(base)[:6], repr(exponent)[:6], repr(error))
for operate in [lambda a, b: a // b, lambda a, b: a % b, divmod, lambda a, b: a << b, lambda a, b: a & b]:
    for pair in [(10**400, 1j), (1j, 10**400), (1j, 1), (1.0, 1j)]:
        try:
            print(operate(*pair))
        except TypeError as error:
            print(error)
