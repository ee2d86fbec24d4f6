def say(x):
    print(x, end=" ")
    return x


print({say("a"): say(1), say("b"): say(2), say("a"): say(3)})
print({**{say("x"): say(1)}, say("y"): say(2), **{say("x"): say(9)}})
print({say(k): say(v) for k, v in [("p", 1), ("q", 2), ("p", 3)]})
print(len({say(1), say(1.0), say(True)}))
first = {1: "int", 1.0: "float", True: "bool"}
print(first, {True, 1, 1.0}, {0: "a", False: "b"})
