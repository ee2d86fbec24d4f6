"""open(): classes, modes, buffers, names, and the order of its complaints."""

import io
import os
import pathlib
import tempfile

folder = tempfile.mkdtemp()
path = folder + "/file"
open(path, "w").close()


def attempt(act):
    try:
        print(repr(act()).replace(folder, "FOLDER"))
    except Exception as error:
        print(type(error).__name__, str(error).replace(folder, "FOLDER"))


for mode in "r", "rb", "wb", "r+b", "w+", "ab", "a+b", "rt", "bw", "+br":
    with open(path, mode) as file:
        print(mode, type(file).__name__, file.mode, file.name == path, getattr(file, "encoding", None))
for buffering in -1, 0, 1, 2, 100:
    with open(path, "wb", buffering) if buffering != 1 else open(path, "w", 1) as file:
        print(buffering, type(file).__name__, getattr(file, "line_buffering", None))
for args in (
    (path, "U"), (path, "rr"), (path, "rw"), (path, "tb"), (path, ""), (path, "b"), (path, "rb", -1, "utf-8"),
    (path, "rb", -1, None, "strict"), (path, "rb", -1, None, None, ""), (path, "r", 0), (path, "r", -1, "nope"), (path, 5), (5.5,),
    (None,), (folder,), (folder + "/none",), ("a\0b",), (-1,), (path, "r", -1, None, None, "x"), (path, "x"),
    (path, "r", "x"), (path, "r", -1, 5), (path, "r", -1, "utf-8", 5),
):
    attempt(lambda: open(*args))
with open(pathlib.Path(path)) as file:
    print(type(file.name).__name__)
with open(os.fsencode(path), "rb") as file:
    print(type(file.name).__name__, type(file.raw.name).__name__)
print(open is io.open, io.open_code(path).read(), io.text_encoding(None), io.text_encoding("x"), io.DEFAULT_BUFFER_SIZE)
attempt(lambda: io.open_code(5))
print([cls.__mro__ for cls in (io.FileIO, io.BufferedRandom, io.TextIOWrapper, io.UnsupportedOperation)])
print(issubclass(io.FileIO, io.RawIOBase), issubclass(io.BufferedRWPair, io.BufferedIOBase), issubclass(io.TextIOWrapper, io.IOBase))
