class C:
    pass


for thing in (5, "a", None, [], C(), 1.5, (1,), range(3), ...):
    try:
        thing(1)
    except TypeError as error:
        print(error)
for f in (lambda: C.x(), lambda: C().y()):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
