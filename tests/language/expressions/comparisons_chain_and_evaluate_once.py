def say(value):
    print("say", value)
    return value


print(say(1) < say(2) < say(3))
print(say(1) > say(2) < say(3))
one = 1
print(1 < 2 > 1 != one + 2 is not None)
print(1 == 1.0 == True, "a" < "b" <= "b", [1, 2] < [1, 3], (1,) < (1, 0))
print(1 in [1] == True, (1 in [1]) == True)
print(None is None, 3 in (1, 2), 3 not in (1, 2), "ell" in "hello", b"e" in b"hello")
