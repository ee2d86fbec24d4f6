# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
import weakref
class A: pass
def cb(r):
    while 1: pass
a=A(); w=weakref.ref(a,cb); del a
print('survived cb')
for i in range(3000000): pass
print('end')
