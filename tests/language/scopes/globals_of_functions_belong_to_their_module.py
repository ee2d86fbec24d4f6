import types

namespace = {"x": "other", "__builtins__": __builtins__}
x = "main"


def f():
    return x


g = types.FunctionType(f.__code__, namespace, "g")
print(f(), g(), g.__name__, g.__globals__ is namespace)
exec("def h():\n    global y\n    y = x\nh()", namespace)
print(namespace["y"], "y" in globals())


def outer():
    v = "cell"
    def inner(): return v
    return inner


k = types.FunctionType(outer().__code__, {}, closure=(types.CellType("new cell"),))
print(k(), outer().__closure__[0].cell_contents)
c = outer().__closure__[0]
c.cell_contents = "changed"
print(c.cell_contents, types.CellType().__class__.__name__)
try:
    types.CellType().cell_contents
except ValueError as e:
    print(e)
