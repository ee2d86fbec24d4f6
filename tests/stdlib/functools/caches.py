# Functions that remember their results.
import copy
from functools import cache, lru_cache


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)

@cache
def fib(n): return n if n < 2 else fib(n-1)+fib(n-2)
told(lambda: fib(400))
print(fib.cache_info(), fib.__name__, fib.__wrapped__ is not fib, fib.cache_parameters())

@lru_cache(maxsize=2)
def f(*a, **k): print('call', a, k); return len(a)
f(1)
f(2)
f(1)
f(3)
f(1)
f(2)
print(f.cache_info())
f(1, x=2)
f(1, x=2)
f(x=2)
f('a')
f(('a',))
print(f.cache_info())
f.cache_clear()
print(f.cache_info())
@lru_cache(maxsize=0)
def g(x): return x
g(1)
g(1)
print(g.cache_info())
@lru_cache(typed=True)
def h(x): return type(x).__name__
print(h(1), h(1.0), h(True), h.cache_info())
@lru_cache
def h2(x): return type(x).__name__
print(h2(1), h2(1.0), h2(True), h2.cache_info())
told(lambda: h([]))
told(lambda: f(a=[]))
told(lambda: lru_cache(maxsize='a'))
told(lambda: lru_cache(3)(5))
class A:
    @lru_cache
    def m(self, x): print('m', x); return x
    @cache
    def n(self): return 1
    @staticmethod
    @lru_cache
    def s(x): return x
    @classmethod
    @lru_cache
    def c(cls, x): return cls, x
a=A()
print(a.m(1), a.m(1), A.m(a, 1), a.n(), a.s(3), a.c(1)[1])
print(A.m.cache_info())
print(copy.copy(f) is f, copy.deepcopy(f) is f)
@lru_cache
def err(x): raise ValueError(x)
told(lambda: err(1))
told(lambda: err(1))
print(err.cache_info())
