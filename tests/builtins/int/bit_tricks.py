print([bin(n & -n) for n in (12, 40, 7)], [n.bit_count() for n in (0, 255, 2**100 - 1)], [(1 << n) - 1 for n in (0, 1, 8, 65)], 0b1011 ^ 0b0110, ~0b1010 & 0xF)
print((-5) >> 1, -5 & 0xFF, -1 << 3, (-2**70) >> 69, (2**70 | 1) & 3, (-2**65) | 1, (-2**65) ^ (2**65), 2**65 & -(2**64))
x = 0xDEADBEEF
print(hex(((x << 16) | (x >> 16)) & 0xFFFFFFFF), hex(x ^ 0xFFFFFFFF), f"{x:032b}", f"{x:,}", sum((x >> i) & 1 for i in range(32)))
h = 5381
for c in "hash me":
    h = (h * 33 + ord(c)) & 0xFFFFFFFFFFFFFFFF
print(h, h % 2**61, (h * h) % (2**61 - 1))
