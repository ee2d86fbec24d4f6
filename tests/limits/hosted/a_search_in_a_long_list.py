# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
l=[0]*5_000_000
while True: 1 in l
