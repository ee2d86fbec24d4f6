# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
s='é'*10_000_000
while 1: s.upper(); s.casefold(); s.title()
