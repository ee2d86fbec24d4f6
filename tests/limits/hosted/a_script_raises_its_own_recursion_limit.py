# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok
import sys
sys.setrecursionlimit(10**6)
def f(n):
    return f(n+1)
try: f(0)
except RecursionError: print('RE')
d=0
def g():
    global d
    d+=1
    g()
try: g()
except RecursionError: print(d)
