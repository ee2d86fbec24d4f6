class C:
    def method(self, x):
        return self, x

    def __repr__(self):
        return "<C>"


c = C()
m = c.method
print(m(1), m.__self__ is c, m.__func__ is C.method, m.__name__, m == c.method, m is c.method)
print(m)
print(C.method(c, 2), C.method.__qualname__, hash(m) == hash(c.method))
try:
    m.attribute = 1
except AttributeError as error:
    print(error)
C.method.attribute = 5
print(m.attribute)
print([1, 2].append.__self__, [].append.__name__, "a".upper.__qualname__, str.upper)
print([].append == [].append, len, type(len), type([].append), type(str.upper))
