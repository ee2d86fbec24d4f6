def say(value):
    print("say", value)
    return value


print(say("a") if say(True) else say("b"))
print(say("a") if say(0) else say("b"))
print([x if x % 2 else -x for x in range(4)])
print((1 if True else 2) + 1, 1 if 1 else 2 if 1 else 3)
