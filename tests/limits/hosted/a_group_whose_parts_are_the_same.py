# imported by hostile.rs, which runs it in a VM of a host
# ends: ExceptionGroup
a = Exception(1)
for i in range(40):
    a = ExceptionGroup('a', [a, a])
raise a
