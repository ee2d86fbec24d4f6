class C:
    def __getattr__(self, name):
        print("getattr", name)
        raise AttributeError(name)


c = C()
c.__len__ = lambda: 5
c.__add__ = lambda other: 6
for f in (lambda: len(c), lambda: c + 1, lambda: c[0], lambda: iter(c), lambda: c(), lambda: c < 1):
    try:
        f()
    except TypeError as error:
        print(error)
print(c.__len__())
