# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped or MemoryError
b=bytes(30_000_000)
while 1: b.hex(); bytes.fromhex('00'*5_000_000)
