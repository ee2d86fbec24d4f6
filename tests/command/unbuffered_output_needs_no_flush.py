# command: -u unbuffered_output_needs_no_flush.py
import os
import sys

print("text", end="", flush=False)
sys.stdout.buffer.write(b" bytes")
print(sys.stdout.write_through, sys.stdout.line_buffering, sys.stderr.write_through, end="")
os._exit(0)
