def say(value):
    print("evaluated", value)
    return value


def f(a, b=say([]), *, c=say("c")):
    b.append(a)
    return b, c


print(f(1), f(2), f(3, [0]))
print(f.__defaults__, f.__kwdefaults__)
f.__defaults__ = ("new",)
f.__kwdefaults__ = {"c": "changed"}
try:
    f(1)
except AttributeError as error:
    print(error)
f.__defaults__ = None
try:
    f(1)
except TypeError as error:
    print(error)
n = 1


def g(a=n):
    return a


n = 2
print(g())
