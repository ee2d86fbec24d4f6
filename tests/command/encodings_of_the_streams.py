# env: PYTHONIOENCODING=ascii:backslashreplace
import sys

print(sys.stdout.encoding, sys.stdout.errors, sys.stderr.encoding, sys.stderr.errors, sys.stdin.encoding, sys.stdin.errors)
print("\xe9\u20ac")
