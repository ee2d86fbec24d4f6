"""Readers, writers and both over raw classes of a script: what is asked of them, and when."""

import io


class Raw(io.RawIOBase):
    def __init__(self, data, most=1000):
        self.data, self.at, self.most, self.calls = bytearray(data), 0, most, []

    def readable(self):
        return True

    writable = seekable = readable

    def readinto(self, room):
        self.calls.append(f"read {len(room)} {type(room).__name__}")
        part = self.data[self.at:self.at + min(len(room), self.most)]
        room[:len(part)] = part
        self.at += len(part)
        return len(part)

    def write(self, part):
        self.calls.append(f"write {bytes(part)} {type(part).__name__}")
        part = bytes(part[:self.most])
        self.data[self.at:self.at + len(part)] = part
        self.at += len(part)
        return len(part)

    def seek(self, place, whence=0):
        self.calls.append(f"seek {place} {whence}")
        self.at = (0, self.at, len(self.data))[whence] + place
        return self.at

    def truncate(self, size=None):
        self.calls.append(f"truncate {size}")
        del self.data[self.at if size is None else size:]
        return len(self.data)

    def told(self):
        calls, self.calls = self.calls, []
        return calls


def attempt(act):
    try:
        print(repr(act()))
    except Exception as error:
        print(type(error).__name__, error, *[error.characters_written] if isinstance(error, BlockingIOError) else ())


raw = Raw(b"one\ntwo\nthree\nfour\n", 5)
reader = io.BufferedReader(raw, 8)
print(reader.read(2), reader.peek(), reader.readline(), reader.read1(), reader.read1(3), raw.told())
print(reader.tell(), reader.seek(1), reader.read(1), reader.seek(-1, 1), reader.readline(), raw.told())
print(reader.readline(2), list(reader), reader.read(), reader.readline(), raw.told())
room = bytearray(12)
print(reader.seek(0), reader.readinto(room), room, reader.readinto1(room), room, raw.told())

raw = Raw(b"", 3)
writer = io.BufferedWriter(raw, 8)
print(writer.write(b"abc"), writer.tell(), raw.told(), writer.write(b"defghijklmnopqrs"), raw.told())
print(writer.flush(), raw.told(), raw.data, writer.tell(), writer.seek(2), writer.write(bytearray(b"XY")), writer.truncate())
print(raw.data, writer.close(), raw.closed, writer.closed)

raw = Raw(b"one\ntwo\nthree\n")
both = io.BufferedRandom(raw, 8)
print(both.read(2), both.write(b"!!"), both.read(3), raw.told(), both.tell(), both.seek(0), both.readlines(), raw.data)
print(both.truncate(5), raw.data, both.seek(0, 2), both.write(b"end"), both.peek(), both.flush(), raw.data)

def answering(answer):
    raw = Raw(b"abc")
    raw.readinto = raw.write = lambda room: answer
    return raw


for wrong in None, -1, 10**6, "x":
    attempt(lambda: io.BufferedReader(answering(wrong)).read(2))
    attempt(lambda: io.BufferedReader(answering(wrong)).readinto(bytearray(2)))
    raw = answering(wrong)
    writer = io.BufferedWriter(raw, 4)
    attempt(lambda: writer.write(b"0123456789"))
    attempt(writer.flush)
    raw.write = len
    writer.close()
for size in 0, -5:
    attempt(lambda: io.BufferedReader(Raw(b""), size))
for act in (
    lambda: io.BufferedReader(Raw(b"")).read(-2), lambda: io.BufferedReader(Raw(b"")).truncate(),
    lambda: io.BufferedReader(Raw(b"")).seek(0, 9), lambda: io.BufferedReader(Raw(b"")).seek(1.5),
    lambda: io.BufferedWriter(Raw(b"")).read(), lambda: io.BufferedWriter(Raw(b"")).write("x"),
    lambda: io.BufferedReader(io.RawIOBase()), lambda: io.BufferedWriter(5), lambda: io.BufferedReader(raw).raw is raw,
    lambda: io.BufferedReader.__new__(io.BufferedReader).read(), lambda: io.BufferedReader(raw).__reduce_ex__(2),
):
    attempt(act)

reader = io.BufferedReader(Raw(b"abc"))
print(type(reader.detach()).__name__)
attempt(reader.read)
attempt(lambda: reader.closed)
attempt(reader.detach)
print(repr(reader), reader.raw)


class Reenter(Raw):
    def readinto(self, room):
        return len(reader.read(1))


reader = io.BufferedReader(Reenter(b"abc"))
attempt(lambda: reader.read(1))
