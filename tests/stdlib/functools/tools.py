from functools import cached_property, lru_cache, partial, reduce, wraps, total_ordering, singledispatch, cmp_to_key

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), partial(pow, 2)(5), partial(int, base=2)("101"), sorted([3, 1], key=cmp_to_key(lambda a, b: a - b)))


@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())


def logged(f):
    @wraps(f)
    def run(*args):
        print("call", f.__name__, args)
        return f(*args)
    return run


@logged
def add(a, b):
    "adds"
    return a + b


print(add(1, 2), add.__name__, add.__doc__, add.__wrapped__(3, 4))


class C:
    @cached_property
    def value(self):
        print("computed")
        return 5


c = C()
print(c.value, c.value)


@total_ordering
class T:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n


print(T(1) <= T(2), T(2) > T(1), T(1) >= T(1))


@singledispatch
def show(x): return "default"


@show.register
def _(x: int): return "int"


print(show(1), show("x"))
