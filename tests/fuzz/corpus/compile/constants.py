a = 1 + 2 * 3 ** 4 // 5 % 6 - -7, 1 << 100, 2 ** 64, 2 ** 10000, 'a' * 1000, 'a' * 100000, (1, 2) * 3, 1 / 0, 1 % 0, -(-2**63), ~0, not 1
b = 1.5 + 2j, 0.0, -0.0, 1e308 * 10, (0.0, -0.0), 1 == 1.0 == True, 'abc'[1], 'abc'[9], (1, 2)[0], b'a'[0], 'a' 'b' + 'c'
c = 1 if True else 2, 1 if None else 2, 0 and x, 1 and x, 0 or x, 1 or x, not not x, __debug__, ... , 1 in (1, 2), x in {1, 2}, x in [1, 2]
while 1:
    if 0: x
    elif 1: break
    else: y
assert 0, x
assert (x, y)
if not (a and not b or c < d < e and not (f or g)): h
'%s %r %d' % (a, b, c); '%s' % a; '%s %' % (a,)
