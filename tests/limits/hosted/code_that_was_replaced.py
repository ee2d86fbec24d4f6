# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or MemoryError or Stopped
def f(): pass
for i in range(3000):
    d={}; exec('def g(a,b,c):\n'+' x=a+b+c*a-b\n'*3000,d); f.__code__=d['g'].__code__
print('made')
