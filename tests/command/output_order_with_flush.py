import sys

print("one", flush=True)
sys.stdout.write("two")
sys.stdout.write("\n")
sys.stdout.buffer.write(b"three\n") if sys.stdout.flush() is None else None
print("four")
