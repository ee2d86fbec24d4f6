inf, nan = float("inf"), float("nan")
print(inf + 1, inf - inf, inf * 0, -inf, inf > 10**400, nan == nan, nan != nan, nan < 1, 0.0 == -0.0, inf == inf)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), 1e308 * 10, -1e308 * 10, 5.0 // 0.3, 1.0 % inf, -1.0 % inf, -1.0 // inf)
print(2.0**0.5, 2**0.5, (-8) ** (1 / 3), 0.0**0, inf**0, 1**nan, (-2.0) ** 3, 4**-0.5, 1e200**2 if False else "overflow")
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0**-1, lambda: 1e200**2, lambda: divmod(1.0, 0), lambda: int(inf), lambda: int(nan),
          lambda: round(inf), lambda: round(nan), lambda: inf.as_integer_ratio(), lambda: nan.as_integer_ratio()):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(1.5, 0), round(0.5), round(1e20), round(5e15 + 0.5), round(2.5, None))
print(1.5 + 1, 1 + 1.5, 2**60 + 0.5, 1.5 == 3 / 2, 1 < 1.5 < 2, abs(-1.5), -(1.5), +1.5, bool(0.0), bool(nan), max(1, 1.5), min(1.0, 1))
