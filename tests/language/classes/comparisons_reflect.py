class C:
    def __init__(self, n): self.n = n
    def __lt__(self, other): print("lt"); return self.n < other.n
    def __eq__(self, other): print("eq"); return NotImplemented


a, b = C(1), C(2)
print(a < b, a > b)
print(a == b, a == a, a != b)
try:
    a <= b
except TypeError as error:
    print(error)


class Sub(C):
    def __gt__(self, other): print("sub gt first"); return "answer"


print(C(1) < Sub(2))


class Any:
    def __eq__(self, other): return [other]
    def __ne__(self, other): return "ne"
    def __le__(self, other): return 5


print(Any() == 1, 1 == Any(), Any() != 2, Any() <= 1, 1 >= Any())
print(1 in [Any()], [Any()].count(3), [Any()] == [4])
