def f(x):
    a = 60 * 60 * 24 + x
    b = ("a" "b" + "c", -1, not 0)
    if __debug__ and 0:
        a = unreachable
    return x in [1, 2], x in {3, 4}, 2 ** 10
