# exit: 1
import atexit
import sys


def look():
    print(sys.last_type, repr(sys.last_value), sys.last_exc is sys.last_value, sys.last_traceback.tb_lineno)


atexit.register(look)
sys.stderr = None
raise LookupError("gone")
