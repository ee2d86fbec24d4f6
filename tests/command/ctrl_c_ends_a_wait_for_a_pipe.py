# interrupt: a pipe into which nobody writes
import os

source, target = os.pipe()
try:
    print("waits", flush=True)
    os.read(source, 1)
except KeyboardInterrupt:
    print("interrupted")
