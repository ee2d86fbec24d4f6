import sys
import threading


class Defaults(threading.local):
    kind = "class"

    def __init__(self, n):
        self.n = n

    @property
    def double(self):
        return self.n * 2


plain = threading.local()
plain.a = "main"
own = Defaults(4)
own.n = 5


def look(name):
    print(name, hasattr(plain, "a"), own.n, own.double, own.kind, own.__dict__)
    plain.a = name
    own.n = 100
    del plain.a
    try:
        plain.a
    except AttributeError as error:
        print(error.name)


thread = threading.Thread(target=look, args=("other",))
thread.start()
thread.join()
print(plain.a, own.n, own.double, plain.__dict__)
look("main")
try:
    own.double = 3
except AttributeError:
    print("read only")


def fails():
    raise ValueError("in a thread")


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.exc_traceback is not None, args.thread.name)


threading.excepthook = hook
thread = threading.Thread(target=fails, name="failing")
thread.start()
thread.join()
threading.excepthook = threading.__excepthook__
thread = threading.Thread(target=sys.exit, args=(3,))
thread.start()
thread.join()
print("main goes on", thread.is_alive())
