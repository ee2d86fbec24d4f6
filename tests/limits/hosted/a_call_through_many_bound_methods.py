# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or TypeError or RecursionError or Stopped
import types
f=types.MethodType(print,1)
for i in range(20000): f=types.MethodType(f,1)
f(end='')
