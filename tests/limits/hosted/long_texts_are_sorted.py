# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
l=['a'*1000+str(i) for i in range(100000)]
while True: sorted(l)
