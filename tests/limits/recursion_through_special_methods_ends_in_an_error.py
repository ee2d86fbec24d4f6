def attempt(f):
    try:
        f()
        print("fine")
    except RecursionError as error:
        print("RecursionError")


class R:
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __eq__(self, other): return self == other
    def __lt__(self, other): return self < other
    def __hash__(self): return hash(self)
    def __getattr__(self, name): return getattr(self, name + "x")
    def __add__(self, other): return self + other
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __getitem__(self, i): return self[i]
    def __contains__(self, x): return x in self
    def __format__(self, spec): return format(self, spec)
    def __index__(self): return range(self)
    def __enter__(self):
        with self:
            pass
    def __exit__(self, *a): ...
    def __neg__(self): return -self
    def __setattr__(self, n, v): setattr(self, n, v)


r = R()


def use_with():
    with r:
        pass


def unpack():
    a, b = r


for f in (lambda: repr(r), lambda: str(r), lambda: r == 1, lambda: r < 1, lambda: hash(r), lambda: r.x, lambda: r + 1, lambda: r(), lambda: list(r), lambda: len(r),
          lambda: bool(r), lambda: r[0], lambda: 1 in r, lambda: f"{r:x}", lambda: [1][r], use_with, lambda: -r, lambda: setattr(r, "a", 1), unpack, lambda: not r, lambda: [r] == [R()], lambda: {r: 1}):
    attempt(f)
