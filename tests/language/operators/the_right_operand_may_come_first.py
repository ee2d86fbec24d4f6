class Other:
    def __radd__(self, other): return "radd", other
    def __rmul__(self, other): return "rmul", other
    def __index__(self): return 3


class A:
    def __add__(self, other): return "A.add"
    def __radd__(self, other): return "A.radd"
    def __lt__(self, other): return "A.lt"
    def __gt__(self, other): return "A.gt"


class Overrides(A):
    def __radd__(self, other): return "Overrides.radd"
    def __gt__(self, other): return "Overrides.gt"


class Inherits(A):
    pass


class Int(int):
    def __add__(self, other): return "Int.add"
    def __radd__(self, other): return "Int.radd"


print([1] + Other(), [1] * Other(), "a" + Other(), "ab" * Other(), (1,) + Other(), 2 * Other())
print(A() + Overrides(), A() + Inherits(), Overrides() + A(), A() < Overrides(), A() < Inherits(), 1 + Int(2), Int(1) + 2)
items = [1]
items += Other()
print(items, True * "ab", 3 * [1])
