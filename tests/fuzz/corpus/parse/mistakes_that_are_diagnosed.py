if x = 1: pass
print 1
for x in range(3) print(x)
a b c
f(a, b c)
{'a': 1, 'b' 2}
[1, 2 3]
x = (1, 2
y = [3
def f(a, (b, c)): pass
class A: def f(): pass
try: pass
else: pass
import a.b as c.d
from x import
a + = 1
1 = x; f() = 2; None = 3; (a, 1) = b; a if b else c = d; [x for x in y] += 1; del f(); x! = 1
elif a: pass
return yield
with open(x) as 1: pass
'unterminated
'''also
