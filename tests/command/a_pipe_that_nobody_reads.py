# shell: for option in -u -q; do { { "$0" $option "$@"; echo "status $?" >&2; } | true; } 2>&1; done
# calm: it waits until nobody reads
import time

time.sleep(0.2)
print("nobody reads this")
