# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or Stopped
class A: pass
B=A
for i in range(200):
    X=type('X',(B,),{});Y=type('Y',(B,),{});B=type('B',(X,Y),{})
print(len(dir(B)),len(B.__mro__))
