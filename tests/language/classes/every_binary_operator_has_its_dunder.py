names = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split()
symbols = "+ - * / // % ** << >> & | ^ @".split()
namespace = {}
for name in names:
    namespace[f"__{name}__"] = lambda self, other, name=name: f"{name} {other}"
    namespace[f"__r{name}__"] = lambda self, other, name=name: f"r{name} {other}"
    namespace[f"__i{name}__"] = lambda self, other, name=name: f"i{name} {other}"
C = type("C", (), namespace)
for symbol in symbols:
    scope = {"c": C()}
    exec(f"a = c {symbol} 1; b = 1 {symbol} c; c {symbol}= 1", scope)
    print(symbol, scope["a"], scope["b"], scope["c"], sep=" | ")


class Unary:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __divmod__(self, other): return "divmod"
    def __rdivmod__(self, other): return "rdivmod"
    def __round__(self, n=None): return f"round {n}"
    def __trunc__(self): return "trunc"
    def __pow__(self, other, mod=None): return f"pow {other} {mod}"


u = Unary()
print(-u, +u, ~u, abs(u), divmod(u, 1), divmod(1, u), round(u), round(u, 2), pow(u, 2, 3), pow(u, 2), u**5)
