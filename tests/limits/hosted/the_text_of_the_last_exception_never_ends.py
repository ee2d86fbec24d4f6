# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
class E(Exception):
    def __str__(s):
        while 1: pass
raise E
