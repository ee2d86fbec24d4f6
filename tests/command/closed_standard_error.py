# shell: exec "$0" "$@" 2>&-
# exit: 1
import sys

print(sys.stderr, sys.__stderr__)
sys.exit("nobody reads this")
