# exit: 7
import sys


def hook(kind, value, trace):
    print("hook", value)
    sys.exit(7)


sys.excepthook = hook
1 / 0
