# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or Stopped
d={i*(2**61-1):1 for i in range(1,60000)}
