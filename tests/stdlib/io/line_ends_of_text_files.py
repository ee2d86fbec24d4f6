"""Line ends as they are read and written, whatever pieces the file comes in."""

import io
import os
import tempfile

path = tempfile.mkdtemp() + "/file"
text = b"one\ntwo\r\nthree\rfour\r\n\r\r\nlast"
for newline in None, "", "\n", "\r", "\r\n":
    for size in 1, 2, 3, 7, 8192:
        file = io.TextIOWrapper(io.BytesIO(text), "ascii", newline=newline)
        file._CHUNK_SIZE = size
        first = list(file)
        file.seek(0)
        second = [file.readline(4), file.read(3), file.readline(), file.newlines, file.read()]
        print(repr(newline), size, first, second, file.newlines)
    with open(path, "w", newline=newline) as file:
        print(file.write("a\nb\r\nc\rd\n"), file.writelines(["x\n", "y"]))
    with open(path, "rb") as file:
        print(file.read())

decoder = io.IncrementalNewlineDecoder(None, True)
for piece in "a\r", "\nb\r", "c\n", "\r":
    print(repr(decoder.decode(piece)), decoder.getstate(), decoder.newlines)
print(repr(decoder.decode("", final=True)), decoder.newlines, decoder.reset(), decoder.newlines)
decoder.setstate((b"", 1))
print(repr(decoder.decode("x")), io.IncrementalNewlineDecoder(None, False).decode("a\r\nb\r", True).encode())


def attempt(act):
    try:
        print(repr(act()))
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: decoder.decode(5))
attempt(lambda: decoder.setstate(5))
attempt(lambda: io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder).decode("a"))
for newline in "x", "\n\n", 5, "\0":
    attempt(lambda: open(path, newline=newline))
os.remove(path)
