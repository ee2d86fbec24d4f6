def gen():
    for i in range(3):
        try:
            yield i
        finally:
            print("cleanup", i)


for x in gen():
    if x == 1:
        break
print("after break")


def gen2():
    with CM("w"):
        try:
            yield 1
            yield 2
        except GeneratorExit:
            print("closing")
            raise
        finally:
            print("finally")


class CM:
    def __init__(self, n): self.n = n
    def __enter__(self): print("enter", self.n)
    def __exit__(self, *i): print("exit", self.n, i[0] and i[0].__name__)


g = gen2()
print(next(g))
g.close()
print(list(gen2()))
