# `x, y = y, x` of local variables, bound or not, captured or not.
def swapped(x, y):
    x, y = y, x
    return x, y


def later():
    x = 1
    for step in range(3):
        if step:
            x, y = y, x
        else:
            y = "y"
    return x, y


def unbound():
    x = 1
    x, y = y, x


def captured():
    x, y = 1, 2
    look = lambda: (x, y)
    x, y = y, x
    return look()


def same(x):
    x, x = x, x
    return x


def sorted_pair(items):
    a, b = items
    if a > b:
        a, b = b, a
    return [a, b]


print(swapped(1, [2]), later(), captured(), same(3), sorted_pair([2, 1]), sorted_pair([1, 2]))
try:
    unbound()
except UnboundLocalError as error:
    print(error)
x, y = 1, 2
x, y = y, x
print(x, y)
