"""Script calls: recursion, methods, keyword arguments, closures."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, dx=0, dy=0):
        return Point(self.x + dx, self.y + dy)


def adder(n):
    return lambda x: x + n


def main():
    total = fib(28)
    p = Point(0, 0)
    for i in range(400_000):
        p = p.moved(dx=1, dy=i & 1)
    add = adder(3)
    for i in range(1_000_000):
        total = add(total)
    print("checksum", total, p.x, p.y)


main()
