# env: PYTHON_COLORS=1
import io
import sys
import threading

sys.stderr = io.StringIO()
thread = threading.Thread(target=lambda: 1 / 0, name="worker")
thread.start()
thread.join()
for line in sys.stderr.getvalue().splitlines():
    if "lambda" in line or "worker" in line or "Error" in line:
        print(ascii(line.strip()))
