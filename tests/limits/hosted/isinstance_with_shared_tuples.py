# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped or RecursionError
a=int
for i in range(40): a=(a,a)
isinstance('x',a)
