"""TextIOWrapper: its settings, what it asks of the file below, and what is refused."""

import codecs
import io


def attempt(act):
    try:
        print(repr(act()))
    except Exception as error:
        print(type(error).__name__, error)


class File(io.BytesIO):
    def write(self, data):
        print("write", bytes(data))
        return super().write(data)

    def flush(self):
        print("flush")

    def read1(self, size):
        print("read1", size)
        return super().read1(min(size, 4))


for settings in {}, {"line_buffering": True}, {"write_through": True}:
    file = io.TextIOWrapper(File(), "utf-8", **settings)
    print(settings, file.line_buffering, file.write_through, file.write("a"), file.write("b\nc"), file.write("d"))
    file.reconfigure(line_buffering=None, write_through=False, newline="\r\n")
    print(file.write("e\n"), file.line_buffering, file.write_through)
    file.detach()
file = io.TextIOWrapper(File(b"one\ntwo\nthree\n"), "utf-8")
print(file.readline(), file.read(5), file.read(), file.read(3))
attempt(lambda: file.reconfigure(encoding="ascii"))
file.detach()
attempt(lambda: file.read())
attempt(lambda: file.name)
attempt(lambda: repr(file))
print(file.buffer, file.encoding, file.errors)

file = io.TextIOWrapper(io.BytesIO(b"a\xffb\xe2\x82"), "utf-8", "replace")
print(ascii(file.read()), file.errors, file.encoding, file.newlines, file.closed, file.readable(), file.isatty())
file.mode = "given"
print(repr(file))
attempt(file.fileno)
attempt(lambda: file.__reduce__())
attempt(lambda: file.write(b"x"))
attempt(lambda: file.read("x"))
attempt(lambda: file.readline(None))
for value in 5, -1, "x":
    try:
        file._CHUNK_SIZE = value
        print(file._CHUNK_SIZE)
    except Exception as error:
        print(type(error).__name__, error)
attempt(lambda: delattr(file, "_CHUNK_SIZE"))
attempt(lambda: setattr(file, "encoding", "x"))
file.close()
for act in file.read, file.readline, file.flush, file.tell, lambda: file.write("x"), lambda: next(file), lambda: iter(file):
    attempt(act)

strict = io.TextIOWrapper(io.BytesIO(b"ok\xff"), "utf-8")
attempt(strict.read)
ascii_file = io.TextIOWrapper(io.BytesIO(), "ascii")
attempt(lambda: ascii_file.write("é"))
ascii_file.reconfigure(errors="xmlcharrefreplace")
print(ascii_file.write("é"), ascii_file.flush(), ascii_file.buffer.getvalue(), ascii_file.errors)
codecs.register_error("stars", lambda error: ("*", error.end))
file = io.TextIOWrapper(io.BytesIO(b"a\xffb"), "ascii", "stars")
print(file.read())
for args in ("nope",), ("hex",), (5,), ("utf-8", 5), ("utf-8", "strict", 5), ("a\0",), ("utf-8", "\0"), ("utf-8", "\udcff"):
    attempt(lambda: io.TextIOWrapper(io.BytesIO(), *args))
attempt(lambda: io.TextIOWrapper(5))
attempt(io.TextIOWrapper.__new__(io.TextIOWrapper).read)


class Lines(io.TextIOWrapper):
    def readline(self, size=-1):
        return super().readline(size).upper()


lines = Lines(io.BytesIO(b"a\nb\n"), "ascii")
print(next(lines), list(lines), repr(lines))
Lines.readline = lambda self: 5
attempt(lambda: next(Lines(io.BytesIO(b"a"), "ascii")))
