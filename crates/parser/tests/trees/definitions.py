def f(a, b: int = 1, /, c=2, *args: *Ts, d, e: str = 'x', **kwargs: dict) -> int:
    """Doc."""
    return a
@a.b(c)
@d[0]
@(lambda f: f)
def f[T, *Ts, **P](x: T) -> T: return x
@a
async def f(): await b
class A: pass
class A(): x = 1
@d
class A[T: (int, str)](B, *C, metaclass=D, **E):
    x: int = 1
    def f(self): pass
def f(*, a): pass
def f(a, /): pass
def f(a,): pass
def f(*a,): pass
def f(**a,): pass
