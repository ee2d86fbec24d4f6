class B:
    def __init__(self): self.parts = []
    def add(self, x): self.parts.append(x); return self
    def __getattr__(self, name): return lambda *a: self.add((name, *a))
    def __getitem__(self, k): return self.add(["item", k])
    def __call__(self, *a): return self.add(("call", *a))


print(B().add(1).foo(2).bar()[3]["x"](4)(5).parts)
print("a,b".split(",")[0].upper().lower().center(5, "*"), [[1, 2], [3]][0][1].real, {"k": [lambda: [42]]}["k"][0]()[0])
print((1).__add__(2).__mul__(3), 1 .real, 1.0.is_integer(), "x".join("ab").__len__(), (lambda: [lambda: "deep"])()[0]())
