import enum
A=enum.IntEnum("A",{"X":1})
class B(enum.IntEnum):
    X=1
print(A.X, B.X, str(A.X), f"{A.X}", repr(B.X))
