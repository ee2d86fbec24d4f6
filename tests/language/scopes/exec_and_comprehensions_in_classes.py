class C:
    n = 3
    squares = [i * i for i in range(n)]
    pairs = {i: j for i, j in zip("ab", range(n))}
    total = sum(x for x in squares)
    if total > 3:
        big = True
    for loop_variable in range(2):
        pass
    try:
        1 / 0
    except ZeroDivisionError as e:
        message = str(e)
    (walrus := 5)
    with open(__file__) as f:
        first = f.read(7)
    def method(self, default=n): return default
    lam = lambda self: self.n
    del n


print(C.squares, C.pairs, C.total, C.big, C.loop_variable, C.message, C.walrus, C.first, C().method(), hasattr(C, "n"), hasattr(C, "e"))
C.n = 9
print(C().lam())
