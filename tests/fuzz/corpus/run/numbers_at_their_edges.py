import math, operator

edges = [0, -1, 2**62, -(2**62), 2**63, -(2**63) - 1, 10**40, 0.0, -0.0, 1e308, float("nan"), float("-inf"), 1j, True]
names = "add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor lt eq".split()
results = 0
for name in names:
    for left in edges:
        for right in edges:
            if name in ("pow", "lshift") and abs(right) > 100:
                continue
            try:
                results += getattr(operator, name)(left, right) is not None
            except (TypeError, ValueError, ZeroDivisionError, OverflowError):
                pass
print(results, math.gcd(2**80, 6**50), math.isqrt(10**41), pow(3, -1, 10**9 + 7), round(25 * 10**20, -21), (-7) // 2**70, hash(2**61 - 1))
for value in edges:
    print(f"{value!r:>30}", end=" ")
print(f"{10**30:,d} {-2**70:#_x} {1e300:.3g} {3.5:%} {1j:.1f}", int("z" * 30, 36), (2**70).to_bytes(9), int.from_bytes(b"\xff" * 9, signed=True))
