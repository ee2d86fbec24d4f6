# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or MemoryError
l=[0]*3000000
l.sort(key=lambda x:-x)
print('made')
