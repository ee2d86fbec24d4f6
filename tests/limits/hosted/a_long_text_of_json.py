# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or MemoryError
import json
s='['+','.join(['1']*20_000_000)+']'
json.loads(s)
