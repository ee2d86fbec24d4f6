# The processor time of the process stands still while it sleeps.
# calm: valgrind takes away the page from which the processor time is read
import time

begun = time.process_time()
time.sleep(0.2)
print(time.process_time() - begun < 0.15)
begun = time.process_time_ns()
while time.process_time_ns() - begun < 5_000_000:
    pass
print("five milliseconds of work")
