"""A file that is read and another that is written, as one."""

import io
import sys


def attempt(act):
    try:
        print(repr(act()))
    except Exception as error:
        print(type(error).__name__, error, error.__context__ and str(error.__context__))


class Kept(io.BytesIO):
    def close(self):
        print("closed", self.getvalue())
        super().close()


pair = io.BufferedRWPair(Kept(b"one\ntwo\n"), Kept(), 16)
print(pair.readable(), pair.writable(), pair.isatty(), pair.closed, pair.peek(2), pair.read(2), pair.read1(1), pair.write(b"out"))
room = bytearray(3)
print(pair.readinto(room), room, pair.readinto1(room), room, pair.flush(), pair.readline())
for act in pair.tell, lambda: pair.seek(0), pair.fileno, pair.detach, pair.truncate:
    attempt(act)
pair.close()
print(pair.closed)
attempt(lambda: pair.write(b"x"))
attempt(lambda: io.BufferedRWPair(io.BytesIO(), 5))
attempt(lambda: io.BufferedRWPair(io.RawIOBase(), io.BytesIO()))
attempt(lambda: io.BufferedRWPair(io.BytesIO(), io.BytesIO(), 0))
sys.unraisablehook = lambda hooked: print("ignored:", hooked.exc_value)
blank = io.BufferedRWPair.__new__(io.BufferedRWPair)
attempt(blank.read)
del blank


class Bad(io.BytesIO):
    def close(self):
        raise OSError(self.message)


reader, writer = Bad(), Bad()
reader.message, writer.message = "the reader", "the writer"
pair = io.BufferedRWPair(reader, writer)
attempt(pair.close)
Bad.close = io.BytesIO.close
