# env: PYTHONOPTIMIZE=2
import optimised


def function():
    """Documentation."""


assert False
exec("assert False")
print(function.__doc__, __debug__, eval("__debug__"), optimised.__name__)
try:
    exec(compile("assert False, 'now'", "<text>", "exec", optimize=0))
except AssertionError as error:
    print("AssertionError:", error)
