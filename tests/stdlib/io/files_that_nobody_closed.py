"""What is written goes out when nobody refers to the file any more; programs with filters for warnings hear of it."""

import io
import os
import sys
import tempfile
import warnings

path = tempfile.mkdtemp() + "/file"
open(path, "w").write("kept\n")
print(open(path).read())


def noted(message, category, filename, line, file=None, text=None):
    print(category.__name__, str(message).replace(path, "PATH"))


warnings.simplefilter("always")
warnings.showwarning = noted
for mode in "r", "rb", "wb", "r+b":
    open(path, mode)
open(path, "rb", 0)
with open(path) as file:
    pass
del file
fd = os.open(path, os.O_RDONLY)
open(fd, closefd=False)
os.close(fd)
io.TextIOWrapper(io.BytesIO(b"x")).read()


class Closing(io.FileIO):
    def close(self):
        print("close", self.closed, self._finalizing)
        super().close()


Closing(path)
warnings.simplefilter("error")
sys.unraisablehook = lambda hooked: print(hooked.exc_type.__name__, str(hooked.exc_value).replace(path, "PATH"), hooked.err_msg)
open(path)


class Failing(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        raise OSError("full")


writer = io.BufferedWriter(Failing())
writer.write(b"x")
del writer

warnings.simplefilter("ignore")


class Last(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        print("written at the end:", bytes(data))
        return len(data)


# Functions and this module refer to each other, and to the file.
file = io.TextIOWrapper(io.BufferedWriter(Last()), "ascii")
file.write("text")
