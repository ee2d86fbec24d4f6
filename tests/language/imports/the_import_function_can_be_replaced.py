import builtins

original = builtins.__import__


def traced(name, globals=None, locals=None, fromlist=(), level=0):
    if not name.startswith("_"):
        print("import", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = traced
import counted
from counted import runs
import shapes.circle
builtins.__import__ = original
print(runs, shapes.circle.PI)
