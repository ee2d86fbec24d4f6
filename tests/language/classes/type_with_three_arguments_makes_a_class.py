C = type("C", (int,), {"x": 1, "double": lambda self: self * 2})
print(C, C.x, C(4).double(), C.__module__, C.__qualname__)
D = type("D", (), dict(__init__=lambda self, n: setattr(self, "n", n), __repr__=lambda self: f"D({self.n})"))
print(D(5))
print(type(D), type(type), type(5)(7), type.__call__(int, "12"))
D.__name__ = "Renamed"
print(D)
try:
    D.__name__ = 5
except TypeError as error:
    print(error)
try:
    int.x = 1
except TypeError as error:
    print(error)
try:
    type("with\0null", (), {})
except ValueError as error:
    print(error)
