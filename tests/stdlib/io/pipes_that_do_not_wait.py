"""Files that do not wait: None and BlockingIOError."""

import io
import os

from_end, to_end = os.pipe()
print(os.get_blocking(from_end), os.set_blocking(from_end, False), os.get_blocking(from_end))
os.set_blocking(to_end, False)
raw = io.FileIO(from_end)
print(raw.read(5), raw.readall(), raw.readinto(bytearray(3)), raw.seekable(), raw.isatty())
reader = io.BufferedReader(raw)
print(reader.read(3), reader.read1(3), reader.peek(), reader.readinto(bytearray(2)), reader.read())
os.write(to_end, b"some\nlines")
print(reader.read(100), reader.read(1), reader.readline())
try:
    os.read(from_end, 5)
except BlockingIOError as error:
    print(error.errno)
raw = io.FileIO(to_end, "w")
written = 0
while (count := raw.write(b"x" * 4096)) is not None:
    written += count
print(written >= 4096)
writer = io.BufferedWriter(raw, 10)
print(writer.write(b"01234"))
for act in lambda: writer.write(b"56789abcdef"), writer.flush:
    try:
        print(act())
    except BlockingIOError as error:
        print(error, error.errno, error.characters_written)
while reader.read():
    pass
writer.flush()
print(reader.read())
os.write(to_end, b"text")
text = io.TextIOWrapper(reader, "ascii")
print(text.read(4), text.readable(), text.seekable())
