import copy
from functools import cmp_to_key, partial


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)

p=partial(print, 1, 2, sep='-')
p(3)
p(3, sep='+', end='!\n')
p()
print(p.func is print, p.args, p.keywords)
q=partial(p, 4, end='.\n')
q(5)
print(repr(q))
told(lambda: partial(5))
p.x=3
print(p.x, copy.copy(p).x, copy.copy(p).args)
class P(partial): pass
print(P(int, base=2)('101'), P(P(int), '7')())
told(lambda: partial(int, base=2)('3'))
told(lambda: partial(dict, **{'a b': 1})(c=2))
print(sorted([3,1,2], key=cmp_to_key(lambda a,b: b-a)), max([1,2,3], key=cmp_to_key(lambda a,b: b-a)))
K=cmp_to_key(lambda a,b: (a>b)-(a<b))
print(K(1)<K(2), K(1)==K(1), K(2)>=K(3), K(5).obj, K(1)!=K(1))
told(lambda: K(1)<5)
print(K(obj=3).obj)
