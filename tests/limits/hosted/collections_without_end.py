# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
l=[]
for i in range(50000): a=[i]; a.append(a); l.append(a)
import gc
while 1: gc.collect()
