z, nz, inf, nan = 0.0, -0.0, float("inf"), float("nan")
print(z + nz, nz + nz, z - z, nz - z, z * -1, nz * -1, -z, 1 / inf, -1 / inf, z * inf, inf - inf, inf // 1, nan + 1, max(z, nz), min(nan, 1), min(1, nan), sorted([2.0, nan, 1.0])[0])
print(z == nz, z is nz, nan in [nan], nan == nan, inf > 1e308, -inf < -1e308, nan < inf, nan > inf, not nan, bool(nz))
x = 1e308
print(x * 10, x + x, -x - x, x / 1e-10 if False else "", 5e-324 / 2, 5e-324 * 0.5, 2.2250738585072014e-308 / 3, 1e-320, 1.0 / 3.0 * 3.0)
print([v * 1.0 for v in (0, 1, -1, 2**53, 10**22)], [int(v) for v in (1e15, -1e15, 1e18, 1.9, -1.9)], 0.1 + 0.7, 1e16 + 1, 3.0 % -2, -3.0 % 2, 5.5 // -2)
