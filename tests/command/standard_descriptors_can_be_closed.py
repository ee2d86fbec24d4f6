# exit: 120
import os
import sys

os.close(0)
try:
    input()
except OSError as error:
    print(error, file=sys.stderr)
os.close(1)
print("lost")
try:
    os.write(1, b"lost")
except OSError as error:
    print(error, file=sys.stderr)
try:
    os.close(1)
except OSError as error:
    print(error, file=sys.stderr)
