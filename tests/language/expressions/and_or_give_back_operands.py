print(0 or "x", 1 or "x", 0 and "x", 1 and "x", "" or [] or {}, 1 and 2 and 3)


def say(value):
    print("say", value)
    return value


print(say(0) or say(2) or say(3))
print(say(1) and say(0) and say(3))
print(not say(""), say(1) and say(0) or say(5))
