x0 = 1
print(not(1), -(-1), - -1, +-+1, not not 0, ~-1, 1 if 1else 2, [1,2][1], (1,)[0], "a""b"'c', *[1],)
print(1 if True else 2 if False else 3, (lambda: x0 is not None)(), (lambda *a, **k: (a, k))(*[1], 2, *(3,), x=1, **{"y": 2}))
x = y = z = 0; x, y = (1, 2); (z) = 3; [a, b] = "ab"; (c, *d), e = [1, 2], 3
print(x, y, z, a, b, c, d, e)
print(((((1)))), [[[[[]]]]], {(): {}}, ((),), {**{}}, [*[]], print)if 0 else print("ok")
print(5 .__class__, 5..__class__, .5.__class__, 0x5.__class__, 1_000j)
for x in 1, 2, 3: print(x, end=" ")
print()
if x == 3 : print ( "spaces" ) ; print("more")
print(0 or [] or () or {} or "last", 1 and "x" and [1], 1 < 2 < 3 > 2 >= 2 != 1 == 1 in [1] is True)
del x, (y), [z]
print("x" in dir(), f"{'a' if 1 else 'b'}" "c" if 1 else 2)
