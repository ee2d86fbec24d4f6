# exit: 4
import os

try:
    print("printed", flush=True)
    os._exit(4)
finally:
    print("never")
