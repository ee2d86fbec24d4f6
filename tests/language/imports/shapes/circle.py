print("loading shapes.circle")
PI = 3


def area(r):
    return PI * r * r
