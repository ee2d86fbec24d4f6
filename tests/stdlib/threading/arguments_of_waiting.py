import threading
import time


def show(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


for timeout in (1e100, 1e10, float("inf"), float("nan"), 10**30, "1", None, -2):
    show(lambda: threading.Lock().acquire(timeout=timeout))
show(lambda: threading.RLock().acquire(timeout=1e100))
show(lambda: threading.Lock().acquire(False, 1))
show(lambda: threading.Event().wait("1"))
show(lambda: threading.Event().wait(1e100))
show(lambda: threading.Event().wait(-1))
for seconds in (1e100, "1", -1, float("nan"), 10**30):
    show(lambda: time.sleep(seconds))
show(lambda: threading.stack_size(1))
show(lambda: threading.stack_size(-1))
local = threading.local()
show(lambda: local.name)
show(lambda: delattr(local, "name"))
show(lambda: setattr(local, "__dict__", {}))
print(type(local))


class Bare(threading.Thread):
    def __init__(self):
        pass


for name in ("start", "join", "is_alive", "__repr__"):
    show(lambda: getattr(Bare(), name)())
show(lambda: Bare().name)
ended = threading.Thread(target=int)
ended.start()
ended.join()
show(lambda: ended.join("1"))
show(lambda: threading.excepthook(1))
