from math import *

for text in (
    "sqrt(-1)", "sqrt('a')", "log(0)", "log(8, 1)", "log(8, 0)", "log()", "log(1, 2, 3)", "log2(0)", "log10(-5)", "log1p(-1)",
    "exp(1000)", "expm1(1000)", "cosh(1000)", "acos(2)", "acosh(0.5)", "atanh(1)", "tan(inf)", "pow(0, -1)", "pow(-1, 0.5)",
    "pow(10, 400)", "fmod(1, 0)", "remainder(inf, 1)", "gamma(0)", "gamma(172)", "lgamma(-1)", "lgamma(1e306)", "factorial(-1)",
    "factorial(5.0)", "factorial(10**30)", "comb(-1, 2)", "comb(5, -2)", "perm(-1)", "perm(5, -2)", "gcd(2.0)", "isqrt(-1)",
    "floor('a')", "ceil(inf)", "trunc('a')", "ldexp(1, 2000)", "ldexp(1, 1.0)", "dist([1], [1, 2])", "dist(1, 2)",
    "fsum([1e308, 1e308])", "fsum([inf, -inf])", "fsum(['a'])", "sumprod([1, 2], [3])", "isclose(1, 2, rel_tol=-1)",
    "nextafter(1, 2, steps=-1)", "fma(inf, 0, 1)", "fma(1e300, 1e300, 0)", "sin(1, 2)", "sin(x=1)", "hypot('a')", "sqrt(1 << 2000)",
):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
