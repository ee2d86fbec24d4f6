class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, times=1):
        return (self.n + x) * times


add = Adder(5)
print(add(1), add(1, times=2), callable(add), callable(5))
print(list(map(add, [1, 2])), sorted([3, 1], key=Adder(0)))
add.__call__ = lambda x: "instance attributes do not count"
print(add(1))


class Nested:
    __call__ = Adder(100)


print(Nested()(1))
try:
    add()
except TypeError as error:
    print(error)
