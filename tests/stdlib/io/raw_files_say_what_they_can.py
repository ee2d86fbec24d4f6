"""FileIO: modes, descriptors, positions, and what is refused."""

import io
import os
import tempfile

folder = tempfile.mkdtemp()
path = folder + "/file"


def attempt(act):
    try:
        print(repr(act()).replace(path, "PATH"))
    except Exception as error:
        print(type(error).__name__, str(error).replace(path, "PATH"))


for mode in "w", "r", "a", "r+", "w+", "a+", "rb+", "x", "rw", "r++", "q", "", "+":
    try:
        with io.FileIO(path, mode) as file:
            print(mode, file.mode, file.readable(), file.writable(), file.seekable(), file.tell(), file.closefd)
    except Exception as error:
        print(mode, type(error).__name__, str(error).replace(path, "PATH"))

file = io.FileIO(path, "w+")
print(file.write(b"hello world"), file.tell(), file.seek(3), file.read(3), file.readall(), file.read(), file.read(0))
room = bytearray(4)
print(file.seek(-5, 2), file.readinto(room), room, file.seek(1, 1), file.truncate(4), file.tell(), file.seek(0), file.read())
attempt(lambda: file.seek(-1))
attempt(lambda: file.seek(0, 9))
attempt(lambda: file.truncate(-1))
attempt(lambda: file.seek("x"))
attempt(lambda: file.readinto(b"x"))
attempt(lambda: file.readinto(memoryview(bytearray(4))[::2]))
attempt(lambda: file.write("x"))
attempt(lambda: file.write(memoryview(b"abcd")[::2]))
attempt(lambda: repr(file))
attempt(lambda: file.__reduce__())
del file.name
print("fd=" in repr(file))
file.name = file
attempt(lambda: repr(file))
file.close()
attempt(lambda: repr(file))
for name in "read", "readall", "tell", "fileno", "isatty", "readable", "writable", "seekable", "flush":
    attempt(getattr(file, name))
print(file.closed, file.close())

fd = os.open(path, os.O_RDWR)
with io.FileIO(fd, "r+", closefd=False) as file:
    print(file.fileno() == fd, file.name == fd, file.write(b"AB"), os.lseek(fd, 0, 1))
print(os.lseek(fd, 0, 0), os.read(fd, 10))
with io.FileIO(fd) as file:
    attempt(lambda: file.write(b"x"))
    os.close(fd)
    attempt(file.read)
    attempt(file.close)
attempt(lambda: os.fstat(fd).st_size)
attempt(lambda: io.FileIO(path, closefd=False))
attempt(lambda: io.FileIO(-1))
attempt(lambda: io.FileIO(9999))
attempt(lambda: io.FileIO(10**10))
attempt(lambda: io.FileIO(1.5))
attempt(lambda: io.FileIO(folder) and 1 if False else io.FileIO(path + "/x"))
attempt(lambda: io.FileIO("a\0b"))
with open(path) as file:
    print(os.fstat(file.fileno()).st_size, os.read(file.fileno(), 2), file.read())
    file.seek(0)
    print(file.read())
blank = io.FileIO.__new__(io.FileIO)
attempt(blank.read)
print(blank.closed, blank.close())
