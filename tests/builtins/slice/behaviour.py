s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None).indices(3), slice(-2, None).indices(5), slice(None, None, -1).indices(3), slice(5), slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), hash(slice(1)) == hash(slice(1)))
for f in (lambda: slice("a").indices(3), lambda: slice(None, None, 0).indices(1), lambda: slice(1).indices(-1), lambda: slice()):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
print("abcdef"[slice(1, 4)], [1, 2, 3][slice(None, None, -1)], slice([], {}))
