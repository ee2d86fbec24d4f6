# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
class A:
    def __del__(s):
        while 1: pass
A()
print('survived del')
A()
print('survived 2')
import time
for i in range(30000000): pass
print('end')
