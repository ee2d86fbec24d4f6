# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
a=[0]*5_000_000;b=[0]*5_000_000
while 1: a==b
