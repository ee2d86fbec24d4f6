print(..., Ellipsis is ..., type(...), repr(NotImplemented), type(NotImplemented))
print(__debug__, None, True + True, False * 3, True is (1 == 1))
