for base in (5, "a", None, lambda: 1, bool, type(None), range, slice, type(lambda: 1), type(...)):
    try:
        class C(base): ...
        print("fine", C)
    except TypeError as error:
        print(error)
try:
    class D(int, str): ...
except TypeError as error:
    print(error)
try:
    class E(object, int): ...
except TypeError as error:
    print(error)
