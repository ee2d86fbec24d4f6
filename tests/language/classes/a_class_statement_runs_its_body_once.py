print("before")


class C:
    print("in the body", __name__, __qualname__, __module__)
    x = 1
    y = x + 1
    for i in range(2):
        exec(f"made_{i} = {i}")
    del i

    class Inner:
        print(__qualname__)


print(C.x, C.y, C.made_1, hasattr(C, "i"), C.Inner.__qualname__, C.Inner.__name__)
print(C.__module__, C.__bases__, C.__doc__, C.__dict__["x"])
print(C, C.Inner, C.__firstlineno__, C.__static_attributes__)
