class SL(list):
    def __init__(self, seq, newarg=None):
        super().__init__(seq); self.newarg=newarg
print(SL([1,2], newarg=3).newarg)
class SN(list):
    def __new__(cls, seq, newarg=None):
        self=super().__new__(cls, seq); self.newarg=newarg
        return self
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda: SN([1,2], newarg=3))
class S(list): pass
t(lambda: S(sequence=()))
class S2(tuple): pass
t(lambda: S2(sequence=()))
t(lambda: tuple(sequence=()))
class T(tuple):
    def __init__(self, seq, newarg=None): self.newarg=newarg
t(lambda: T([1],newarg=3).newarg)
class T(tuple):
    def __new__(cls, seq, newarg=None):
        self=super().__new__(cls, seq); self.newarg=newarg; return self
t(lambda: T([1],newarg=3).newarg)
class F(float): pass
t(lambda: F(x=1))
class F(float):
    def __init__(self, value, newarg=None): self.newarg=newarg
t(lambda: F(2.5,newarg=3).newarg)
class F(frozenset):
    def __init__(self, value, newarg=None): self.newarg=newarg
t(lambda: F([2],newarg=3).newarg)
class F(frozenset): pass
t(lambda: F(iterable=()))
class F(set):pass
t(lambda: F(iterable=()))
class F(bytearray):pass
t(lambda: F(source=b'x'))
class F(dict):
    def __init__(self,*a,name=None,**k): super().__init__(*a,**k); self.name=name
t(lambda: F({1:2},name=3,z=3))
class F(int):
    def __init__(self, value, newarg=None): self.newarg=newarg
t(lambda: F(2,newarg=3).newarg)
class F(bool.__base__): pass
t(lambda: F(2,newarg=3).newarg)
class F(str):
    def __init__(self, value, newarg=None): self.newarg=newarg
t(lambda: F('2',newarg=3).newarg)
class F(object):
    def __init__(self, value, newarg=None): self.newarg=newarg
t(lambda: F('2',newarg=3).newarg)
import collections
class F(collections.deque):
    def __init__(self, value, newarg=None): super().__init__(value); self.newarg=newarg
t(lambda: F('2',newarg=3).newarg)
import itertools
for c, args in [(map, (str, [])), (filter, (None, [])), (itertools.chain, ([],)), (itertools.cycle, ([1],)), (set, ([1],)),
                (staticmethod, (print,)), (classmethod, (print,))]:
    derived = type('Derived', (c,), {'__init__': lambda self, *a, newarg=None: setattr(self, 'newarg', newarg)})
    print(c.__name__, derived(*args, newarg=3).newarg)
