import sys
from . import inside

print("main", __name__, __package__, sys.argv[1:], inside.VALUE)
