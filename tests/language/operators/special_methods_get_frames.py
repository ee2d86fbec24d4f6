# Comparisons, `next`, `send` and `__getattr__` in Python, where values and conditions need them.
log = []
class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): log.append(("eq", self.v)); return self.v == o.v if isinstance(o, A) else NotImplemented
    def __lt__(self, o): log.append(("lt", self.v)); return self.v < o.v if isinstance(o, A) else NotImplemented
    def __ge__(self, o): return []
    def __gt__(self, o): raise ValueError("gt")
class B(A):
    def __eq__(self, o): log.append(("B.eq", self.v)); return "yes" if self.v else ""
    def __gt__(self, o): return NotImplemented
class R:
    def __eq__(self, o): return "reflected"
    def __gt__(self, o): return "greater"
def value(a, b): return a == b, a != b
def jump(a, b):
    if a == b: return "then"
    return "else"
def jump_not(a, b):
    if not a == b: return "then"
    return "else"
def order(a, b):
    out = []
    for f in (lambda: a < b, lambda: a >= b, lambda: a > b, lambda: "t" if a < b else "f", lambda: "t" if a > b else "f",
              lambda: [x for x in (1, 2) if a < b], lambda: a < b < a):
        try: out.append(f())
        except Exception as e: out.append(f"{type(e).__name__}: {e}")
    return out
pairs = [(A(1), A(1)), (A(1), A(2)), (A(1), B(1)), (B(0), A(0)), (A(1), 1), (1, A(1)), (A(1), R()), (R(), A(1)), (A(3), None)]
for a, b in pairs:
    print(value(a, b), jump(a, b), jump_not(a, b), order(a, b))
print(log); log.clear()
def ints(a):
    r = []
    for f in (lambda: a < 3, lambda: a == 3, lambda: "t" if a < 3 else "f", lambda: "t" if a == 3 else "f", lambda: "t" if 3 < a else "f"):
        try: r.append(f())
        except Exception as e: r.append(f"{type(e).__name__}: {e}")
    return r
for a in (A(1), B(1), R(), 2, 3.0, "3"): print(ints(a))
while A(1) < A(0): pass
class Boom:
    def __eq__(self, o): raise KeyError("eq")
    def __bool__(self): raise IndexError("bool")
class NoTruth:
    def __lt__(self, o): return Boom()
for f in (lambda: jump(Boom(), 1), lambda: 1 if NoTruth() < 1 else 2, lambda: Boom() == 1):
    try: f()
    except Exception as e: print(type(e).__name__, e)
def g():
    try:
        x = yield 1
        print("sent", x)
        y = yield 2
        print("sent", y)
        return "result"
    finally: print("finally")
def take(n):
    it = g(); return [next(it) for _ in range(n)]
print(take(1)); print(take(2))
it = g(); print(next(it), it.send("a"))
try: it.send("b")
except StopIteration as e: print("stop", e.value)
try: next(it)
except StopIteration as e: print("stop", e.value)
print(next(it, "default"), next(iter([]), "d"), next(x for x in "ab"), next((x for x in ""), "none"))
it = g()
try: it.send(1)
except TypeError as e: print(e)
print(next(g()))
def failing():
    yield 1
    raise LookupError("inside")
f = failing(); print(next(f))
try: next(f)
except LookupError as e: print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
def stops():
    raise StopIteration(3)
    yield
try: next(stops())
except RuntimeError as e: print(e, repr(e.__cause__))
def nested():
    inner = g()
    yield next(inner)
    yield inner.send("n")
    try: inner.send("m")
    except StopIteration as e: yield e.value
print(list(nested()))
def running():
    yield next(me)
me = running()
try: next(me)
except ValueError as e: print(e)
def fromiter():
    r = yield from (1, 2)
    yield from "ab"
    yield from {"k": 1}
    yield from range(2)
    s = yield from g()
    yield s
print(list(fromiter()))
w = fromiter(); print(next(w), w.send("x") if False else next(w), next(w)); w.close()
class H:
    def __getattr__(self, n):
        if n.startswith("no"): raise AttributeError(n)
        return n * 2
h = H()
def get(o): return o.ab
print([get(h) for _ in range(3)]); h.ab = 1; print(get(h)); del h.ab; print(get(h))
for _ in range(3):
    try: h.nothing
    except AttributeError as e: print(e, e.name, e.obj is h)
H.ab = "class"; print(get(h)); del H.ab; print(get(h)); del H.__getattr__
try: get(h)
except AttributeError as e: print(e)
import sys
sys.setrecursionlimit(200)
class Deep:
    def __eq__(self, o): return self == o
    def __getattr__(self, n): return getattr(self, n + "x") if len(n) < 5000 else n
for f in (lambda: Deep() == 1, lambda: Deep().a):
    try: f()
    except RecursionError as e: print("RecursionError")
