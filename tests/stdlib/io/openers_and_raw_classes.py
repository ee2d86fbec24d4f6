"""Functions that open files, raw classes that only have readinto(), and calls with wrong sizes and places."""

import io
import os
import tempfile

path = tempfile.mkdtemp() + "/file"
with open(path, "w") as file:
    file.write("a\nb\n")


def attempt(act):
    try:
        print(repr(act()))
    except Exception as error:
        print(type(error).__name__, str(error).replace(path, "PATH"))


def opener(name, flags):
    print(flags & os.O_ACCMODE, bool(flags & os.O_APPEND), bool(flags & os.O_TRUNC))
    return os.open(name, flags)


for mode in "r", "r+", "a", "w":
    with open(path, mode, opener=opener) as file:
        print(file.name == path, file.mode)
attempt(lambda: open(path, opener=5))
attempt(lambda: open(path, opener=lambda name, flags: -1))
attempt(lambda: open(path, opener=lambda name, flags: "x"))


class Raw(io.RawIOBase):
    left = b"some bytes"

    def readable(self):
        return True

    def readinto(self, room):
        length = min(len(room), 3, len(self.left))
        room[:length], self.left = self.left[:length], self.left[length:]
        return length


print(Raw().read(5), Raw().read(), Raw().readall(), io.BufferedReader(Raw()).read(7), io.BufferedReader(Raw()).read())
for act in (
    lambda: open(path, "a").truncate(-1), lambda: open(path).seek(-1), lambda: open(path, "rb").read("a"),
    lambda: open(path, "rb").readinto("a"), lambda: io.BytesIO(b"abc").seek(0, 5), lambda: io.StringIO("a").seek(0, 5),
    lambda: io.BytesIO(b"a").truncate(-1), lambda: io.StringIO("a").truncate(-1), lambda: io.BytesIO("a"),
    lambda: io.BytesIO(b"a").read("x"), lambda: io.BytesIO(b"a").readinto(b"x"), lambda: io.FileIO(path, "q"),
    lambda: io.TextIOWrapper(5), lambda: io.BufferedReader(io.BytesIO(b"a"), 0),
):
    attempt(act)
with open(path, "w+") as file:
    file.write("a\nb\n")
    file.seek(0)
    next(file)
    attempt(file.tell)
    file.seek(0)
    attempt(file.tell)
attempt(file.fileno)
