scope = {"n": 3}
exec("total = sum(range(n))\ndef f(): return total", scope)
print(scope["total"], scope["f"](), sorted(k for k in scope if not k.startswith("_")))
g, l = {"a": 1}, {}
exec("b = a + 1\nclass C: c = a", g, l)
print(sorted(l), l["C"].c, "b" in g)
try:
    exec("class D: d = b", g, l)
except NameError as error:
    print(error)
exec("made_here = 'module scope'")
print(made_here)


def f():
    x = 1
    exec("x = 2; y = 3")
    return x, "y" in locals()


print(f())
print(exec("pass"), exec("for i in range(2): print('loop', i)"))


class Mapping(dict):
    def __missing__(self, key):
        if key in ("print", "__name__", "__builtins__"):
            raise KeyError(key)
        return f"<{key}>"


exec("print(anything, else_)", {}, Mapping())
try:
    exec("def g():\n  return free_name\ng()", {})
except NameError as error:
    print(error)
