# calm: threads sleep for real, and what they do meanwhile takes its time
import concurrent.futures as futures
import threading
import time


def attempt(f, *args, **options):
    try:
        print(f(*args, **options))
    except Exception as error:
        print(type(error).__name__, error)


def slow(n):
    time.sleep(n * 0.05)
    return n


with futures.ThreadPoolExecutor(3) as pool:
    gates = [threading.Event() for _ in range(3)]
    jobs = {pool.submit(gate.wait): n for n, gate in enumerate(gates)}
    gates[1].set()
    for job in futures.as_completed(jobs):
        print(jobs[job], job.result())
        gates[(jobs[job] + 1) % 3].set()
    print(list(pool.map(lambda a, b: a * b, [1, 2, 3], [4, 5, 6])))
    job = pool.submit(lambda: 1 / 0)
    print(repr(job.exception()), job.done(), job.running(), job.cancelled())
    attempt(job.result)
    attempt(pool.submit(slow, 5).result, timeout=0.001)
    done, left = futures.wait([pool.submit(slow, 0), pool.submit(slow, 5)], return_when=futures.FIRST_COMPLETED)
    print([job.result() for job in done], len(left))
    attempt(lambda: list(pool.map(slow, [0, 9], timeout=0.03)))
attempt(pool.submit, slow, 1)

one = futures.ThreadPoolExecutor(max_workers=1, thread_name_prefix="one")
gate = threading.Event()
first, second = one.submit(gate.wait), one.submit(slow, 1)
print(second.cancel(), second.cancelled(), first.cancel())
second.add_done_callback(lambda job: print("called", job is second))
gate.set()
print(first.result(), one.submit(lambda: threading.current_thread().name).result())
attempt(second.result)
one.shutdown()

named = futures.ThreadPoolExecutor(1, initializer=lambda x: seen.append(x), initargs=("init",))
seen = []
print(named.submit(lambda: seen).result())
named.shutdown(cancel_futures=True)
attempt(futures.ThreadPoolExecutor, 0)

job = futures.Future()
print(str(job).split(" ")[3:], job.set_running_or_notify_cancel(), str(job).split(" ")[3:])
job.add_done_callback(lambda job: print("done with", job.result()))
job.set_result(5)
print(str(job).split(" ")[3:])
try:
    job.set_result(6)
except futures.InvalidStateError as error:
    print("InvalidStateError", str(error).split(":")[0])
