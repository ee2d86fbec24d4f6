# calm: valgrind takes away the page from which the processor time is read
import time

a, b = time.monotonic(), time.monotonic()
p, q = time.perf_counter(), time.perf_counter_ns()
print(a <= b, p > 0, isinstance(q, int), time.time() > 1.6e9, time.process_time() >= 0)
start = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - start >= 0.01, time.sleep(0))
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
