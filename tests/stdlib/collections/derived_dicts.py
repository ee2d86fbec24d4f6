# defaultdict, OrderedDict and Counter.
import copy
from collections import Counter, OrderedDict, defaultdict


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)

d=defaultdict(list)
d['a'].append(1)
print(d, d['b'], d.get('c'), 'c' in d, d.default_factory)
d.default_factory=None
told(lambda: d['z'])
told(lambda: defaultdict(5))
print(defaultdict(int, a=1), defaultdict(int,{'b':2})|{'c':3}, copy.copy(defaultdict(int,a=1)), copy.deepcopy(defaultdict(list,a=[1])))
class D(defaultdict):
    def __setitem__(self,k,v): print('set',k,v); super().__setitem__(k,v)
x=D(int)
x['q']
print(x)
class D2(defaultdict):
    def __missing__(self, k): return k*2
print(D2(int)['ab'])
told(lambda: defaultdict.__missing__(d,'k'))
d=defaultdict(lambda: 1/0)
told(lambda: d[1])
print(len(d))
o=OrderedDict(a=1,b=2,c=3)
o.move_to_end('a')
print(o)
o.move_to_end('c', last=False)
print(o)
print(o.popitem(), o.popitem(last=False), o.popitem(False))
told(lambda: o.popitem())
told(lambda: o.move_to_end('x'))
told(lambda: OrderedDict(a=1).move_to_end())
o=OrderedDict(zip(range(100),range(100)))
for i in range(0,100,3): o.move_to_end(i, last=i%2)
print(list(o)[:20], len(o))
print(Counter('abracadabra').most_common(3), Counter(a=3)+Counter('ab'), Counter([1,1,2]), Counter({'x':2}), Counter('aa', b=1))
c=Counter()
c.update('abc')
c.update({'a':5})
c.subtract('a')
print(c)
told(lambda: Counter(5))
told(lambda: Counter([[]]))
class C2(Counter):
    def __setitem__(self,k,v): super().__setitem__(k,v*10)
print(C2('aab'))
c=Counter()
c['a']='x'
told(lambda: c.update('a'))
