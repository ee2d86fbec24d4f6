# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or Stopped or MemoryError or RecursionError
import typing
T=typing.TypeVar('T')
a=T
for i in range(40): a=dict[a,a]
a[int]
