import io
import sys

for stream in (sys.stdin, sys.stdout, sys.stderr):
    print(isinstance(stream, io.TextIOWrapper), isinstance(stream, io.IOBase), type(stream), stream.name, stream.mode)
    print(stream.buffer.name, stream.buffer.raw.mode, stream.buffer.raw.closefd, stream.closed, stream.newlines)
for act in (
    sys.stdout.read, sys.stdout.readline, lambda: sys.stdin.write(""), lambda: sys.stdout.write(b"x"),
    lambda: sys.stdout.nothing,
):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)
sys.stdout.reconfigure(encoding="latin-1", errors="replace", line_buffering=True)
print(sys.stdout.encoding, sys.stdout.errors, sys.stdout.line_buffering, "\u20ac")
