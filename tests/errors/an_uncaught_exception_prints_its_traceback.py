# exit: 1
def outer(x):
    return inner(x) + 1


def inner(x):
    return 10 // x


print("before")
outer(0)
print("never")
