class Key:
    def __init__(self, name, h): self.name, self.h = name, h
    def __hash__(self): print("hash", self.name); return self.h
    def __eq__(self, other): print("eq", self.name, other.name); return self.name == other.name


a, b = Key("a", 1), Key("b", 1)
d = {a: 1}
d[b] = 2
print(d[a], len(d))
print(d[Key("b", 1)])
print(Key("c", 2) in d)
print({1: "int", 1.0: "float", True: "bool"}, {"1": 1}.get(1), {(1, 2): 3}[(1.0, 2.0)], {None: 1}[None])
