class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n


a = list(range(10))
print(a[I(2)], a[I(1):I(5):I(2)], "abc"[I(-1)], (1, 2)[I(0)], range(10)[I(3)], b"abc"[I(1)], a[True], a[False:True])
a[I(0)] = "x"
del a[I(1)]
print(a, "ab" * I(2), [0] * I(2), bytes(I(2)), range(I(2)), hex(I(255)))
for key in (1.0, "1", None, (1,)):
    try:
        a[key]
    except TypeError as e:
        print(e)
