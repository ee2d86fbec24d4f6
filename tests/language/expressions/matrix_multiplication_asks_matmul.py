class M:
    def __init__(self, n):
        self.n = n

    def __matmul__(self, other):
        return f"{self.n}@{other}"

    def __rmatmul__(self, other):
        return f"{other}@{self.n} reflected"

    def __imatmul__(self, other):
        self.n = f"{self.n}@={other}"
        return self


m = M("m")
print(m @ 2, 2 @ m)
m @= 3
print(m.n)
