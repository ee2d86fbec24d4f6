# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or MemoryError
C=object
l=[]
for i in range(5000):
    C=type('C',(C,),{}); l.append(C)
print(len(C.__mro__))
