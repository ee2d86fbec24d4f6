import sys


def hook(unraisable):
    print(type(unraisable.exc_value).__name__, unraisable.exc_value, unraisable.object.__qualname__)


sys.unraisablehook = hook


class C:
    def __del__(self):
        raise ValueError("in del")


c = C()
try:
    del c
    print("went on")
except ValueError:
    print("never")
