# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or MemoryError
def f(): pass
for i in range(1000):
    d={}; exec('def g(): return "'+'x'*(1<<18)+'"',d); f.__code__=d['g'].__code__
print('made')
