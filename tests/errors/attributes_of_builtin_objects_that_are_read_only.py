import re, weakref
def f(): pass
class S: pass
for o, n in ((f, '__globals__'), (f, '__closure__'), (f.__code__, 'co_name'), (f.__get__(1), '__self__'), (1j, 'real'), (int.__add__, '__name__'), (list[int], '__origin__'), (int | str, '__args__'), (re.compile('a'), 'pattern'), (re.match('a', 'a'), 'string'), (S, '__base__'), (re, '__dict__'), (ExceptionGroup('g', [OSError()]), 'exceptions'), (weakref.ref(S), '__callback__')):
    for act in (lambda: setattr(o, n, 1), lambda: delattr(o, n)):
        try: act()
        except AttributeError as e: print(n, e)
