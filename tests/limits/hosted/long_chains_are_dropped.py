# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
while True:
    chain = None
    for number in range(300_000):
        chain = (chain, [number])
