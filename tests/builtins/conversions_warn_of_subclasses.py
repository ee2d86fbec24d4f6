import warnings
warnings.simplefilter('always')
import sys
def t(f,*a):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: print(f(*a))
        except BaseException as e: print(type(e).__name__, e)
        for x in w: print(x.category.__name__, x.message)
class I(int):pass
class A:
    def __int__(self): return I(3)
    def __index__(self): return I(4)
    def __float__(self): return F(3.0)
class F(float): pass
class A2:
    def __index__(self): return I(4)
class A3:
    def __int__(self): return True
class A4:
    def __float__(self): return F(3.0)
    def __complex__(self): return C(3.0)
class C(complex): pass
t(int, A()); t(int, A2()); t(int,A3()); t(float,A4()); t(complex,A4())
import operator
t(operator.index, A2())
t(lambda: [1,2,3,4,5,6][A2()]); t(range, A2()); t(lambda: ~True); t(lambda: bool(NotImplemented)); t(lambda: not NotImplemented)
t(lambda: 1 if NotImplemented else 2)
t(int, memoryview(b'12')); t(float, memoryview(b'1.5')); t(int, memoryview(bytearray(b'12')),10)
t(sum,[-0.0]); t(sum, [-0.0,-0.0]); t(lambda: sum([-0.0],-0.0)); t(lambda: sum([1.5,2],-0.0)); t(lambda: sum([0.1]*10)); t(lambda: sum([0.1]*10+[1]))
class L:
    def __init__(s,v): s.v=v
    def __len__(s): return s.v
t(len,L(-1)); t(len,L(sys.maxsize+1)); t(len,L(-sys.maxsize-10)); t(len,L('x')); t(len,L(1.0)); t(len, L(True))
t(len,range(2**70)); 
class D:
    def __dir__(self): return 7
t(dir,D())
class D:
    def __dir__(self): return 'ba'
t(dir,D())
t(dir,1,2)
t(float.__pow__, 0.0, -1.0)
t(lambda: 0.0 ** -1); t(lambda: 0 ** -1); t(lambda: (-0.0)**-2); t(lambda:(-8.0)**(1/3)); t(lambda: 0j**-1)
t(lambda: range(10**30)[5:10**25]); t(lambda: len(range(2**63-1))); t(lambda: range(2**65)[-1])
t(lambda: bytearray(b'').join([b'',3]))
