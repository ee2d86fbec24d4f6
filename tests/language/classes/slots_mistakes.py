def attempt(body):
    try:
        exec(body)
        print("fine")
    except Exception as error:
        print(type(error).__name__, error)


attempt("class C:\n    __slots__ = ('x',)\n    x = 1")
attempt("class C:\n    __slots__ = ('1x',)")
attempt("class C:\n    __slots__ = (5,)")
attempt("class C(int):\n    __slots__ = ('x',)")
attempt("class C(int):\n    __slots__ = ()")
attempt("class A:\n    __slots__ = ('a',)\nclass B:\n    __slots__ = ('b',)\nclass C(A, B): ...")
attempt("class C:\n    __slots__ = ('__dict__', '__dict__')")
attempt("class C:\n    __slots__ = ['_x', '__y']\nc = C()\nc._C__y = 5\nprint(c._C__y)")
attempt("class C:\n    __slots__ = {'a': 'doc of a'}\nprint(C.a.__doc__, C.__slots__)")
