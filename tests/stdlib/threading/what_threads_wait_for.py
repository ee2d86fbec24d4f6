import threading


def attempt(f):
    try:
        print(f())
    except BaseException as error:
        print(type(error).__name__, error)


lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0.001))
lock.release()
attempt(lock.release)
attempt(lambda: lock.acquire(False, 1))
attempt(lambda: lock.acquire(True, -2))
with lock as got:
    print(got, str(lock).split(" at ")[0])

again = threading.RLock()
with again, again:
    print(again.acquire(), str(again).split(" owner")[0])
    thread = threading.Thread(target=lambda: print("other", again.acquire(False)))
    thread.start()
    thread.join()
    again.release()
attempt(again.release)

condition = threading.Condition()
items = []


def consumer():
    with condition:
        while len(items) < 3:
            condition.wait()
        print("consumer has", items)


thread = threading.Thread(target=consumer)
thread.start()
for n in range(3):
    with condition:
        items.append(n)
        condition.notify()
thread.join()
attempt(condition.wait)
attempt(condition.notify)
with condition:
    print(condition.wait(0.001), condition.wait_for(lambda: False, 0.001), condition.wait_for(lambda: 7))

event = threading.Event()
print(event.is_set(), event.wait(0.001))
timer = threading.Timer(0.005, event.set)
timer.start()
print(event.wait(5), event.is_set())
event.clear()
timer = threading.Timer(60, event.set)
timer.start()
timer.cancel()
timer.join()
print(event.is_set())

semaphore = threading.Semaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(timeout=0.001))
semaphore.release(2)
most, running = 0, 0
pair = threading.Barrier(2)


def guarded():
    global most, running
    with semaphore:
        running += 1
        most = max(most, running)
        pair.wait()
        running -= 1


threads = [threading.Thread(target=guarded) for _ in range(6)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print("at most", most)
bounded = threading.BoundedSemaphore()
attempt(bounded.release)

barrier = threading.Barrier(3, action=lambda: print("all are here"))
numbers = []
threads = [threading.Thread(target=lambda: numbers.append(barrier.wait())) for _ in range(3)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(sorted(numbers), barrier.parties, barrier.n_waiting, barrier.broken)
attempt(lambda: barrier.wait(0.001))
print(barrier.broken)
barrier.reset()
print(barrier.broken)

attempt(lambda: threading.Thread().join())
thread = threading.Thread()
thread.start()
thread.join()
attempt(thread.start)
attempt(lambda: threading.current_thread().join())
