# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or MemoryError
s='x=1+y*3\n'*5000000
try: c=compile(s,'','exec'); print('made')
except MemoryError: print('ME')
