class A:
    a = 1
    def method(self): ...


class B(A):
    b = 2
    def __init__(self): self.own = 1


print([n for n in dir(B()) if not n.startswith("__")])
print([n for n in dir(A) if not n.startswith("__")])


class Custom:
    def __dir__(self): return ["z", "a"]


print(dir(Custom()))
print("__init__" in dir(B), "append" in dir([]), "__add__" in dir(1))


def f():
    b = a = 1
    return dir()


print(f())
