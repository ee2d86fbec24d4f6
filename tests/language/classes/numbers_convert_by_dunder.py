class N:
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 7j
    def __index__(self): return 3
    def __bytes__(self): return b"bytes"


n = N()
print(int(n), float(n), complex(n), [10, 20, 30, 40][n], bytes(n), bin(n), hex(n), range(n), "ab" * n)
print([1, 2, 3, 4, 5][:n], round(2.34567, n), chr(type("I", (), {"__index__": lambda s: 65})()))


class IndexOnly:
    def __index__(self): return 5


print(int(IndexOnly()), float(IndexOnly()), complex(IndexOnly()))


class Bad:
    def __int__(self): return 1.5
    def __float__(self): return 1
    def __index__(self): return "x"
    def __bytes__(self): return "x"
    def __complex__(self): return 1.0


for f in (int, float, bin, bytes, complex, [1].__getitem__):
    try:
        f(Bad())
    except TypeError as error:
        print(error)
