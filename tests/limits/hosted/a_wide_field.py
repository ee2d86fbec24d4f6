# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
while 1: '%*d'%(20_000_000,1)
