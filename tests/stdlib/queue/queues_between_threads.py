import queue
import threading


def attempt(f, *args, **options):
    try:
        print(f(*args, **options))
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error)


q = queue.Queue(2)


def producer():
    for n in range(5):
        q.put(n)
    q.put(None)


thread = threading.Thread(target=producer)
thread.start()
got = []
while (item := q.get()) is not None:
    got.append(item)
    q.task_done()
q.task_done()
q.join()
print(got, q.empty(), q.full(), q.qsize(), q.maxsize)
attempt(q.task_done)
attempt(q.get_nowait)
attempt(q.get, timeout=0.001)
attempt(q.get, timeout=-1)
q.put(1)
q.put(2)
attempt(q.put_nowait, 3)
attempt(q.put, 3, timeout=0.001)
q.shutdown()
attempt(q.put, 3)
print(q.get(), q.get())
attempt(q.get)

for kind in (queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    q = kind()
    for n in (2, 3, 1):
        q.put(n)
    print(kind.__name__, [q.get() for _ in range(3)], q.empty())
attempt(q.get, False)
attempt(q.get, timeout=0.001)

q = queue.Queue()
waiting = [threading.Thread(target=attempt, args=(q.get,)) for _ in range(2)]
[t.start() for t in waiting]
q.shutdown(immediate=True)
[t.join() for t in waiting]
