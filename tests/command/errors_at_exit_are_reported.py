# exit: 3
import atexit
import sys


def report(told):
    print("ignored:", repr(told.exc_value), told.err_msg.split(" <")[0], told.object, flush=True)


sys.unraisablehook = report


def leave():
    sys.exit(9)


def late():
    atexit.register(print, "too late")


atexit.register(print, "last", flush=True)
atexit.register(lambda: 1 / 0)
atexit.register(leave)
atexit.register(late)
atexit.register(len, 1, 2)
atexit.unregister(len)
print(atexit._ncallbacks(), flush=True)
sys.exit(3)
