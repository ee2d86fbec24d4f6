# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped or MemoryError
s='ab'*50_000_000
while 1: s.count('ba')
