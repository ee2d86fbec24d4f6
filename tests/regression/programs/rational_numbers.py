def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)


class Q:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("denominator is zero")
        g = gcd(n, d) * (1 if d > 0 else -1)
        self.n, self.d = n // g, d // g

    @staticmethod
    def of(x): return x if isinstance(x, Q) else Q(x) if isinstance(x, int) else NotImplemented

    def __add__(self, o): return NotImplemented if (o := Q.of(o)) is NotImplemented else Q(self.n * o.d + o.n * self.d, self.d * o.d)
    __radd__ = __add__
    def __neg__(self): return Q(-self.n, self.d)
    def __sub__(self, o): return self + -Q.of(o)
    def __rsub__(self, o): return -self + o
    def __mul__(self, o): return Q(self.n * Q.of(o).n, self.d * Q.of(o).d)
    __rmul__ = __mul__
    def __truediv__(self, o): return Q(self.n * Q.of(o).d, self.d * Q.of(o).n)
    def __rtruediv__(self, o): return Q.of(o) / self
    def __pow__(self, k): return Q(self.n**k, self.d**k) if k >= 0 else Q(self.d**-k, self.n**-k)
    def __eq__(self, o): return (o := Q.of(o)) is not NotImplemented and (self.n, self.d) == (o.n, o.d)
    def __lt__(self, o): return self.n * Q.of(o).d < Q.of(o).n * self.d
    def __le__(self, o): return self < o or self == o
    def __hash__(self): return hash((self.n, self.d))
    def __float__(self): return self.n / self.d
    def __int__(self): return int(self.n / self.d)
    def __bool__(self): return self.n != 0
    def __repr__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)
    def __format__(self, spec): return format(float(self), spec) if spec else repr(self)


a, b = Q(1, 2), Q(-3, 4)
print(a + b, a - b, a * b, a / b, 1 + a, 2 - a, 3 * a, 1 / a, a**3, b**-2, -a, a == Q(2, 4), a == 0.5, a != b, a > b, a <= a, float(b), int(Q(7, 2)), f"{a:.3f} {a}", sorted([a, b, Q(0)]), sum([a, b, 1]), max(a, b), {a: 1}[Q(3, 6)], bool(Q(0)))
h = sum(Q(1, n) for n in range(1, 30))
print(h)
for f in (lambda: Q(1, 0), lambda: a + "x", lambda: a / 0):
    try:
        f()
    except (ZeroDivisionError, TypeError) as e:
        print(type(e).__name__, e)
