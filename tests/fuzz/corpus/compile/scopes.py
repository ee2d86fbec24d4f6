x = 1
def outer(a, *b, c=x, **d):
    global g
    y = a
    def middle():
        nonlocal y
        class Inner:
            x = x; y = y
            z = [y for y in (x, y)]
            def method(self): return __class__, super(), x, y, a
            del x
        def inner(): return lambda: (y, a, b, g)
        y += 1
        return Inner, inner
    g = [i for i in range(3) if (last := i)], last
    del a
    return middle
