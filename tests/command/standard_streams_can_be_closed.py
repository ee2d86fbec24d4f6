import sys


def tell(act):
    try:
        print(act(), file=sys.stderr)
    except ValueError as error:
        print(error, file=sys.stderr)


sys.stdin.close()
tell(input)
tell(sys.stdin.read)
tell(lambda: sys.stdin.closed)
print("before")
sys.stdout.close()
for name in ("flush", "fileno", "isatty", "readable", "writable", "seekable", "__enter__", "close"):
    tell(getattr(sys.stdout, name))
tell(lambda: sys.stdout.write("x"))
tell(lambda: print("still written"))
tell(lambda: print(end=""))
tell(lambda: sys.stdout.closed)
tell(lambda: sys.stdout.buffer.closed)
