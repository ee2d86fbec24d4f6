# shell: trap '' INT; (sleep 0.3; kill -INT $$) & exec "$0" "$@"
# calm: it waits for a signal
import time

time.sleep(0.8)
print("still here")
