import _thread
import sys
import threading
import time

sys.excepthook = lambda kind, value, trace: print("sys.excepthook", repr(value), value.__suppress_context__)
sys.unraisablehook = lambda told: print(told.err_msg.split(" <")[0], repr(told.exc_value), told.object, flush=True)


def hook(told):
    print("hook", repr(told.exc_value), told.thread.name)
    raise KeyError("hook")


def fail():
    raise ValueError("thread")


threading.excepthook = hook
thread = threading.Thread(target=fail, name="named")
thread.start()
thread.join()
_thread.start_new_thread(fail, ())
time.sleep(0.2)
