class LRU:
    def __init__(self, size):
        self.size, self.items, self.hits, self.misses = size, {}, 0, 0

    def __call__(self, f):
        def run(*args):
            if args in self.items:
                self.hits += 1
                value = self.items.pop(args)
            else:
                self.misses += 1
                value = f(*args)
                if len(self.items) >= self.size:
                    del self.items[next(iter(self.items))]
            self.items[args] = value
            return value
        run.cache = self
        run.__name__ = f.__name__
        return run


@LRU(3)
def square(n):
    print("computing", n)
    return n * n


print([square(n) for n in (1, 2, 3, 1, 4, 2, 1)], square.cache.hits, square.cache.misses, list(square.cache.items), square.__name__)


@LRU(1000)
def ackermann(m, n):
    return n + 1 if m == 0 else ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 20), ackermann.cache.hits > 100)
