# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
while True: ''.join(['a'*1000000]*100)
