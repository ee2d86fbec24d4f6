"""The standard streams as files: input line by line, and bytes behind the text."""

import io
import posix
import sys


class _Descriptor(io.RawIOBase):
    """A standard stream without a buffer, by its number."""

    closefd = False

    def __init__(self, number, name, mode):
        self._number = number
        self.name = name
        self.mode = mode

    def _check_usable(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def readable(self):
        self._check_usable()
        return self._number == 0

    def writable(self):
        self._check_usable()
        return self._number != 0

    def seekable(self):
        self._check_usable()
        return False

    def fileno(self):
        self._check_usable()
        return self._number

    def isatty(self):
        self._check_usable()
        return posix.isatty(self._number)

    def read(self, size=-1, /):
        self._check_open()
        if sys.stdout is sys.__stdout__ and not sys.stdout.closed:
            sys.stdout.flush()
        if size is not None and size >= 0:
            return posix.read(0, size)
        parts = []
        while part := posix.read(0, 1 << 16):
            parts.append(part)
        return b"".join(parts)

    def readall(self):
        """Everything up to the end of the input."""
        return self.read(-1)

    readinto = io.FileIO.readinto

    def write(self, data, /):
        self._check_open()
        return posix.write(self._number, data)

    def seek(self, offset, whence=0, /):
        raise OSError(29, "Illegal seek")

    def close(self):
        """The process keeps its descriptors."""
        self._closed = True

    def __repr__(self):
        return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd=False>"


_Descriptor.__name__ = _Descriptor.__qualname__ = "FileIO"


class _Input(io.BufferedReader):
    """Standard input as bytes; what the host gives is never more than a line."""

    def __init__(self):
        io.BufferedReader.__init__(self, _Descriptor(0, "<stdin>", "rb"))

    def read(self, size=-1, /):
        if size is None or size < 0:
            return self.raw.read()
        parts = []
        while size > 0 and (part := self.raw.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def read1(self, size=-1, /):
        return self.raw.read(1 << 16 if size is None or size < 0 else size)

    def readline(self, size=-1, /):
        parts = []
        while part := self.read1(size):
            parts.append(part)
            if part.endswith(b"\n") or size is not None and size >= 0:
                break
        return b"".join(parts)


_Input.__name__ = _Input.__qualname__ = "BufferedReader"


class _TextInput(io.TextIOWrapper):
    """Standard input as text, which waits for no more than the line it is asked for."""

    def _more(self):
        line = self.buffer.readline()
        text = line.decode(self.encoding, self.errors)
        return text[:-2] + "\n" if text.endswith("\r\n") else text

    def read(self, size=-1, /):
        self._check_open()
        rest, self._rest = self._rest, ""
        if size is None or size < 0:
            text = self.buffer.read().decode(self.encoding, self.errors)
            return rest + text.replace("\r\n", "\n")
        while len(rest) < size and (line := self._more()):
            rest += line
        self._rest = rest[size:]
        return rest[:size]

    def readline(self, size=-1, /):
        self._check_open()
        line, self._rest = self._rest or self._more(), ""
        end = line.find("\n") + 1 or len(line)
        if size is not None and 0 <= size < end:
            end = size
        self._rest = line[end:]
        return line[:end]

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __repr__(self):
        return f"<_io.TextIOWrapper name='<stdin>' mode='r' encoding={self.encoding!r}>"


_TextInput.__name__ = _TextInput.__qualname__ = "TextIOWrapper"


def standard_input():
    """The object that `sys.stdin` is at first."""
    encoding, errors = sys.__dict__.get("_options", {}).get("stdin", ("utf-8", "strict"))
    stream = _TextInput(_Input(), encoding, errors)
    stream._rest = ""
    stream._mode = "r"
    return stream


class _Output(io.BufferedWriter):
    """The bytes behind a standard stream: in order with the text, because both go through the host's one buffer."""

    def __init__(self, number, stream):
        io.BufferedWriter.__init__(self, _Descriptor(number, stream.name, "wb"))
        self._stream = stream

    def write(self, data, /):
        if self.closed:
            raise ValueError("write to closed file")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        return self._stream._write_bytes(data)

    def flush(self):
        if self.closed:
            raise ValueError("flush of closed file")
        self._stream._flush_bytes()

    closed = property(lambda self: self._stream.closed)

    def close(self):
        self._stream.close()


_Output.__name__ = _Output.__qualname__ = "BufferedWriter"
for _class in (_Descriptor, _Input, _TextInput, _Output):
    _class.__module__ = "_io"


def binary_output(stream):
    """The object that `buffer` of a standard stream is."""
    return _Output({"<stdout>": 1, "<stderr>": 2}[stream.name], stream)
