def f():
    return "first"


def call():
    return f()


print(call(), call())


def f():
    return "second"


print(call())
f = lambda: "third"
print(call())
del f
try:
    call()
except NameError as error:
    print(error)
len = lambda x: "own len"
print(len([]))
del len
print(len([]))
import builtins

builtins.added = "builtin name"
print(added)
