# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or MemoryError or Stopped
l=[0]*7000000
l.sort(key=lambda x:-x)
print('made')
