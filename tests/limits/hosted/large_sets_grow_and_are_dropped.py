# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
while True:
    parts = set()
    for number in range(400_000):
        parts.add((number,))
