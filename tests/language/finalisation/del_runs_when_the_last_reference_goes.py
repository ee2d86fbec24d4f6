class C:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


a = C("a")
b = a
del a
print("still referenced")
del b
C("temporary")
print("after temporary")


def f():
    local = C("local")
    print("in f")


f()
x = C("first")
x = C("second")
print("rebound")
items = [C("in list"), C("other")]
items.pop()
print("popped")
items[0] = None
d = {"k": C("in dict")}
d["k"] = 1
(C("tuple"), 1)[1]
print(C("printed").name)
try:
    raise ValueError(C("in exception"))
except ValueError:
    pass
print("end of module")
