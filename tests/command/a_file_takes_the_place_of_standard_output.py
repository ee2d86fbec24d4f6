import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    saved = os.dup(1)
    sys.stdout.flush()
    os.close(1)
    print(os.open(path, os.O_WRONLY | os.O_CREAT), file=sys.stderr)
    print("into the file", flush=True)
    os.dup2(saved, 1)
    with open(path) as file:
        print("back:", file.read(), end="", flush=True)
