class Expr:
    def __add__(self, o): return Op("+", self, lift(o))
    def __radd__(self, o): return Op("+", lift(o), self)
    def __mul__(self, o): return Op("*", self, lift(o))
    def __rmul__(self, o): return Op("*", lift(o), self)
    def __pow__(self, n): return Op("**", self, lift(n))
    def __neg__(self): return Op("*", Num(-1), self)


class Num(Expr):
    __match_args__ = ("value",)
    def __init__(self, value): self.value = value
    def __repr__(self): return repr(self.value)


class Var(Expr):
    __match_args__ = ("name",)
    def __init__(self, name): self.name = name
    def __repr__(self): return self.name


class Op(Expr):
    __match_args__ = ("op", "left", "right")
    def __init__(self, op, left, right): self.op, self.left, self.right = op, left, right
    def __repr__(self): return f"({self.left!r} {self.op} {self.right!r})"


def lift(x): return x if isinstance(x, Expr) else Num(x)


def simplify(e):
    match e:
        case Op(op, l, r):
            match op, simplify(l), simplify(r):
                case "+", Num(a), Num(b): return Num(a + b)
                case "*", Num(a), Num(b): return Num(a * b)
                case "+", Num(0), x: return x
                case "+", x, Num(0): return x
                case "*", Num(0), _: return Num(0)
                case "*", _, Num(0): return Num(0)
                case "*", Num(1), x: return x
                case "*", x, Num(1): return x
                case "**", x, Num(1): return x
                case "**", _, Num(0): return Num(1)
                case o, x, y: return Op(o, x, y)
    return e


def derive(e, x):
    match e:
        case Num(): return Num(0)
        case Var(name): return Num(int(name == x))
        case Op("+", l, r): return derive(l, x) + derive(r, x)
        case Op("*", l, r): return derive(l, x) * r + l * derive(r, x)
        case Op("**", base, Num(n)): return n * base ** (n - 1) * derive(base, x)
    raise TypeError(e)


x, y = Var("x"), Var("y")
e = 3 * x**2 + 2 * x * y + 7
print(e)
print(simplify(derive(e, "x")), simplify(derive(e, "y")), simplify(-Num(3) + 0 * x))
code = compile(repr(e), "<expr>", "eval")
print([eval(code, {"x": v, "y": 2}) for v in range(4)])
