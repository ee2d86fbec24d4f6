a = b = [1]
a += [2]
print(a, b, a is b)
t = u = (1,)
t += (2,)
print(t, u, t is u)
n = 7
n -= 2; print(n)
n *= 3; print(n)
n //= 2; print(n)
n **= 2; print(n)
n %= 10; print(n)
n <<= 3; print(n)
n >>= 1; print(n)
n |= 3; print(n)
n &= 6; print(n)
n ^= 5; print(n)
n /= 2; print(n)
s = {1, 2}
s |= {3}; s -= {1}; s ^= {9}; s &= {9, 2}
print(sorted(s))
d = {"a": 1}
d |= {"b": 2}
print(d)
