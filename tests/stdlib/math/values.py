from math import *

for text in (
    "log(10**400)", "log(8, 2)", "log2(1 << 2000)", "log10(10**400)", "log(True)", "pow(1, nan)", "pow(nan, 0)", "fmod(1, inf)",
    "remainder(5, 3)", "remainder(-5.5, 2)", "remainder(3, 2)", "gamma(5)", "gamma(0.5)", "gamma(171.6)", "gamma(-1.5)",
    "lgamma(10)", "lgamma(-1.5)", "erf(0.5)", "erfc(3)", "factorial(20)", "comb(200, 100)", "comb(5, 7)", "comb(10**20, 2)",
    "perm(5)", "perm(10**20, 2)", "gcd()", "gcd(-4, 6)", "gcd(1 << 100, 1 << 50)", "lcm()", "lcm(-4, 6)", "lcm(0, 3)",
    "isqrt(17)", "isqrt(10**40)", "floor(-1.5)", "ceil(-0.5)", "trunc(-1.5)", "frexp(8)", "frexp(inf)", "ldexp(1, 10)",
    "ldexp(1, -2000)", "ldexp(0, 10**30)", "modf(1.5)", "modf(-inf)", "hypot()", "hypot(3, 4)", "hypot(1, 2, 3)", "hypot(inf, nan)",
    "hypot(1e308, 1e308)", "dist([1, 2], [4, 6])", "fsum([0.1] * 10)", "fsum([1e100, 1, -1e100])", "fsum([inf, 1])", "prod([])",
    "prod([2.5, 2], start=3)", "prod([1 << 40, 1 << 40])", "sumprod([1, 2], [3, 4])", "sumprod([0.1] * 10, [1] * 10)",
    "isclose(1, 1 + 1e-10)", "isclose(inf, inf)", "isclose(1, 1.05, abs_tol=0.1)", "copysign(1, -0.0)", "nextafter(1, 2)",
    "nextafter(1, 2, steps=3)", "nextafter(0, 1)", "nextafter(1, 2, steps=10**40)", "ulp(1)", "ulp(0)", "ulp(inf)", "ulp(-1e300)",
    "degrees(pi)", "radians(180)", "cbrt(-8)", "fma(2, 3, 4)", "atan2(1, -1)", "asinh(1e10)", "exp(-1000)", "(pi, e, tau, inf, nan)",
):
    print(text, eval(text))
