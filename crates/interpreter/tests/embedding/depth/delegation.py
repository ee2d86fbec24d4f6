# Objects whose methods ask the object inside, 20,000 deep.
attempts = 0


def attempt(work, *arguments):
    global attempts
    try:
        work(*arguments)
    except Exception:
        pass
    attempts += 1


class Deep:
    def __init__(self, inner): self.inner = inner
    def __repr__(self): return f"<{self.inner!r}>"
    def __str__(self): return str(self.inner)
    def __format__(self, spec): return format(self.inner, spec)
    def __eq__(self, other): return self.inner == other.inner
    def __lt__(self, other): return self.inner < other.inner
    def __hash__(self): return hash(self.inner)
    def __bool__(self): return bool(self.inner)
    def __index__(self): return self.inner.__index__()
    def __call__(self): return self.inner()
    def __iter__(self): return iter(self.inner)
    def __next__(self): return next(self.inner)
    def __len__(self): return len(self.inner)
    def __contains__(self, item): return item in self.inner
    def __getitem__(self, item): return self.inner[item]
    def __setitem__(self, item, value): self.inner[item] = value
    def __add__(self, other): return self.inner + other
    def __radd__(self, other): return other + self.inner
    def __getattr__(self, name): return getattr(self.inner, name)
    def __enter__(self): return self.inner.__enter__()
    def __exit__(self, *details): pass


class Property:
    def __init__(self, inner): self.inner = inner
    inner_most = property(lambda self: self.inner.inner_most)
    __getattribute__ = lambda self, name: object.__getattribute__(object.__getattribute__(self, "inner"), name)


def nested(wrap):
    value = None
    for _ in range(20000):
        value = wrap(value)
    return value


def entered(value):
    with value:
        pass


for wrap in (Deep, Property, lambda inner: [Deep(inner)], lambda inner: Deep((inner,)), lambda inner: frozenset([Deep(inner)])):
    try:
        value, other = nested(wrap), nested(wrap)
    except RecursionError:
        value = other = Deep(None)
    for work in (repr, str, format, hash, bool, len, list, next, sum, entered):
        attempt(work, value)
    attempt(lambda: value == other)
    attempt(lambda: sorted([value, other]))
    attempt(lambda: value in value)
    attempt(lambda: value())
    attempt(lambda: value + 1)
    attempt(lambda: 1 + value)
    attempt(lambda: [1][value])
    attempt(lambda: value[0])
    attempt(lambda: value.inner_most)
    attempt(lambda: f"{value} {value!r}")
