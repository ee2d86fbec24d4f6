class C:
    def __init__(self): self.x = [1]
    def __reduce_ex__(self, n): return (C, ())
    def __getstate__(self): return {"state": 1}


import copy

a = {"k": [1, {2}], "t": (1, [2])}
b, c = copy.copy(a), copy.deepcopy(a)
a["k"][0] = 9
print(b["k"][0], c["k"][0], c == a, c["t"][1] is a["t"][1], copy.copy((1, 2)), copy.deepcopy([]))


class D:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"


print(copy.copy(D()), copy.deepcopy([D()]))
l = [1]
l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, m is not l)
print(object().__getstate__(), C().__getstate__())
