# interrupt: nobody catches it
# exit: -2
import time

try:
    print("waits in sleep", flush=True)
    time.sleep(15)
finally:
    print("finally")
