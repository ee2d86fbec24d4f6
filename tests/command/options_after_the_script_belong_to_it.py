# args: -c -m -V --help
import sys

print(sys.argv[1:])
