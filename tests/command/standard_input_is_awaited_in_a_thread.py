# shell: (sleep 0.5; echo late) | "$0" "$@"
import sys
import threading
import time

order = []
thread = threading.Thread(target=lambda: order.append(sys.stdin.readline()))
thread.start()
for _ in range(20):
    time.sleep(0.001)
order.append("main")
thread.join()
print(order)
