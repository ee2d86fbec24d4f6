# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or RecursionError or Stopped
a=1
for i in range(100000): a=staticmethod(a)
a.__isabstractmethod__
