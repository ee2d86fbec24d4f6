import sys

sys.stdout.write("written\n")
print(sys.stdin.readline(), end="")
print(sys.stdin.read())
print(sys.stdout.encoding, sys.stdin.isatty(), sys.stdout.fileno(), sys.stderr.fileno())
for line in sys.stdin:
    print("never", line)
sys.stdout.flush()
