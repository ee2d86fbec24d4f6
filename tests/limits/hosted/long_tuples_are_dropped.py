# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
while True:
    parts = tuple([[number] for number in range(300_000)])
    parts = None
