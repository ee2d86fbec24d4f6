a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a**2, a**b, abs(a), -a, a.conjugate(), a.real, a.imag, a == 3 + 4j, a != b, bool(0j), 2 * a, a + 1.5)
print(repr(1j), repr(-1j), repr(-0j), repr(complex(-0.0, 1)), repr(complex(0, -0.0)), complex(1.5, -2), complex("1+2j"), complex("j"), complex(" -2.5j "), complex("(1-3j)"))
print(complex(float("nan"), float("inf")), complex(1e20, 1e-10), complex(), complex("inf-nanj"), hash(1j), hash(1 + 0j) == hash(1), 1 + 0j == 1)
for f in (lambda: 1j < 2j, lambda: 1j // 2, lambda: 1j % 2, lambda: 1j / 0, lambda: int(1j), lambda: float(1j), lambda: 0j**-1, lambda: divmod(1j, 1), lambda: complex("1 + 2j"),
          lambda: complex("1", 2), lambda: complex(1, "2"), lambda: round(1j), lambda: 0j ** 1j):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(sum([1j, 2]), 1j**2, (1 + 1j) ** 0.5 == complex(1.09868411346781, 0.45508986056222733), [1j], f"{1+2j}", pow(1j, 3))
