import math
import sys

sys.set_int_max_str_digits(0)

a, b = 7**60_000 + 12345, 3**50_001 - 999
product = a * b
print(product % 1_000_003, product.bit_length(), product // b == a, product % a == 0)

for dividend, divisor in [(product, -a), (-product - 5, b), (a, b), (-a, -b)]:
    quotient, rest = divmod(dividend, divisor)
    print(quotient * divisor + rest == dividend, abs(rest) < abs(divisor), rest == 0 or (rest > 0) == (divisor > 0))

print(math.gcd(a * 17, product) == a, math.lcm(a, product) == product, math.isqrt(product * product) == product)
odd, modulus = 2 * product + 1, 2**70_000
print(odd * pow(odd, -1, modulus) % modulus, pow(b, 12, product) == b**12 % product)
text = str(product)
print(len(text), text[:20], text[-20:], int(text) == product, int(text + "0") == product * 10)
print(int(hex(a), 16) == a, int(oct(-a), 8) == -a, len(f"{a:b}"), f"{product:,}"[:20], ("%d" % -b)[:10])
print(round(product, -40_000) % 10**40_000, math.comb(30_000, 9000) % 1_000_003, math.factorial(20_000) % 20_011)
print(int.from_bytes(product.to_bytes(60_000, "little"), "little") == product, (product / (product + 1)))
print(hash(product) == product % (2**61 - 1), product >> 300_000 == product // 2**300_000, sum([a, b, -a]) == b)
print(range(0, product, a)[-1] == product - a, b * a in range(0, product + 1, a), a * b - 1 in range(0, product, a))
