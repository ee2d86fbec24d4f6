# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok
import types
f=types.MethodType(print,1)
for i in range(20000): f=types.MethodType(f,1)
try: f(end='')
except RecursionError: print('RE')
except TypeError as e: print('TE',str(e)[:60])
except MemoryError: print('ME')
