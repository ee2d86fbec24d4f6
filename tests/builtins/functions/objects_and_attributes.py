class C:
    x = 1
    def __init__(self): self.y = 2


c = C()
print(getattr(c, "x"), getattr(c, "zz", None), hasattr(c, "y"), hasattr(c, "zz"), setattr(c, "w", 3), c.w, delattr(c, "w"), hasattr(c, "w"), vars(c), isinstance(c, C), isinstance(1, (str, int)), issubclass(bool, (str, int)), callable(C), callable(c), id(c) == id(c), type(c) is C)
print(isinstance(c, object), issubclass(C, object), type(c).__name__, type(1), type("") is str, type(None), type(type), repr(len), repr(print), repr(int), repr(C.__init__)[:18], callable(len), hash(c) == hash(c))
for f in (lambda: getattr(c, 5), lambda: setattr(c, 5, 1), lambda: hasattr(c, 5), lambda: getattr(c, "zz"), lambda: issubclass(5, int), lambda: isinstance(5, 5), lambda: vars(5), lambda: delattr(c, "zz"), lambda: setattr(5, "x", 1)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
