import sys
import beside

print(__name__, sys.argv[1:], beside.X)
