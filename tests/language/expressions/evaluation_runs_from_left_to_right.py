def say(value):
    print(value, end=" ")
    return value


say(1) + say(2) * say(3)
print()
[say(1), (say(2), {say(3): say(4)}), {say(5)}]
print()
(lambda *a, **k: None)(say(1), *[say(2)], say(3), x=say(4), **{"y": say(5)})
print()
store = {}
store[say("key")] = say("value")
print()
say([0, 1, 2])[say(0) : say(2) : say(1)]
print()
say(1) < say(2) < say(0) < say(9)
print()
print({say("k1"): say("v1"), say("k2"): say("v2")})
a, store[say("target")] = say("right"), 1
print()
