# calm: threads sleep for real, and what they do meanwhile takes its time
import threading
import time

total = 0
lock = threading.Lock()


def add():
    global total
    for _ in range(2000):
        with lock:
            total += 1


threads = [threading.Thread(target=add) for _ in range(4)]
print(threads[0].name, threads[0].is_alive(), threads[0].ident, threads[0].daemon)
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total, threads[0].is_alive(), threading.active_count())


def busy(done):
    # Never waits: the others have their turn all the same.
    while not done:
        pass


done = []
thread = threading.Thread(target=busy, args=(done,), name="busy", daemon=True)
thread.start()
time.sleep(0.01)
print(thread.is_alive(), [t.name for t in threading.enumerate()])
done.append(1)
thread.join()

order = []


class Own(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"own {n}")
        self.n = n

    def run(self):
        order.append((self.n, threading.current_thread() is self))


for n in range(3):
    t = Own(n)
    t.start()
    t.join()
print(order)


def generator():
    yield threading.current_thread().name
    yield threading.current_thread().name


g = generator()
print(next(g))
t = threading.Thread(target=lambda: print(next(g)), name="other")
t.start()
t.join()


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


def tries():
    print(deep(500))
    try:
        deep(10**6)
    except RecursionError as error:
        print(type(error).__name__)
    try:
        raise KeyError("inside")
    except KeyError:
        time.sleep(0.001)
        print(repr(__import__("sys").exception()))


t = threading.Thread(target=tries)
try:
    raise ValueError("outside")
except ValueError:
    t.start()
    t.join()
    print(repr(__import__("sys").exception()))


def late():
    time.sleep(0.02)
    print("the program waits for", threading.current_thread().name)


print(threading.main_thread() is threading.current_thread(), threading.main_thread().name)
threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
threading.Thread(target=late, name="late").start()
