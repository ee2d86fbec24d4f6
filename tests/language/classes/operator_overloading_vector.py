class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"Vector({self.x}, {self.y})"
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __sub__(self, o): return Vector(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k) if not isinstance(k, Vector) else self.x * k.x + self.y * k.y
    __rmul__ = __mul__
    def __truediv__(self, k): return Vector(self.x / k, self.y / k)
    def __neg__(self): return Vector(-self.x, -self.y)
    def __abs__(self): return (self.x**2 + self.y**2) ** 0.5
    def __eq__(self, o): return isinstance(o, Vector) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __bool__(self): return bool(self.x or self.y)
    def __iter__(self): yield self.x; yield self.y
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __contains__(self, v): return v in (self.x, self.y)
    def __format__(self, spec): return f"<{self.x:{spec}}, {self.y:{spec}}>"
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __lt__(self, o): return abs(self) < abs(o)
    def __call__(self, f): return Vector(f(self.x), f(self.y))


a, b = Vector(1, 2), Vector(3, 4)
print(a + b, a - b, a * 2, 2 * a, a * b, b / 2, -a, abs(b), a == Vector(1, 2), a != b, hash(a) == hash(Vector(1, 2)), bool(Vector(0, 0)), list(a), a[1], a[-1], len(a), 2 in a, f"{b:.1f}", a < b, sorted([b, a]), max(a, b), a(lambda v: v * 10), sum([a, b], Vector(0, 0)), {a: "k"}[Vector(1, 2)])
c = a
a += b
print(a, c is a, [*a], dict(zip("xy", b)))
x, y = b
print(x, y)
