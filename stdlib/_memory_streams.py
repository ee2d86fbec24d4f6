"""Streams in memory: `io.BytesIO` and `io.StringIO`."""

from io import BufferedIOBase, TextIOBase, _count, _translated


class BytesIO(BufferedIOBase):
    """A file in memory."""

    def __init__(self, initial_bytes=b""):
        if isinstance(initial_bytes, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._buffer = bytearray(initial_bytes or b"")
        self._position = 0

    def readable(self):
        self._check_open()
        return True

    writable = seekable = readable

    def _check_open(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        """All bytes."""
        self._check_open()
        return bytes(self._buffer)

    def getbuffer(self):
        """The bytes as a memoryview that can be written through."""
        self._check_open()
        return memoryview(self._buffer)

    def read(self, size=-1, /):
        self._check_open()
        if size.__class__ is not int:
            size = _count(size)
        start = self._position
        end = len(self._buffer) if size < 0 else min(start + size, len(self._buffer))
        self._position = max(start, end)
        return bytes(self._buffer[start:end])

    def readline(self, size=-1, /):
        self._check_open()
        end = self._buffer.find(b"\n", self._position) + 1 or len(self._buffer)
        length = max(end - self._position, 0)
        return self.read(length if size is None or size < 0 else min(length, size))

    def write(self, data, /):
        self._check_open()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        if self._position > len(self._buffer):
            self._buffer += bytes(self._position - len(self._buffer))
        self._buffer[self._position:self._position + len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset, whence=0, /):
        self._check_open()
        if whence == 0 and offset < 0:
            raise ValueError(f"negative seek value {offset}")
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        base = (0, self._position, len(self._buffer))[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self):
        self._check_open()
        return self._position

    def truncate(self, size=None, /):
        self._check_open()
        size = self._position if size is None else size
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._buffer[size:]
        return size

    def close(self):
        self._closed = True


class StringIO(TextIOBase):
    """Text in memory."""

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self._newline = newline
        self._parts = []
        self._text = self._incoming(initial_value or "")
        self._place = 0

    def _incoming(self, text):
        if self._newline is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        return _translated(text, self._newline)

    def _check_open(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def readable(self):
        self._check_open()
        return True

    writable = seekable = readable

    def _whole(self):
        # What is written at the end is kept in pieces until somebody looks.
        if self._parts:
            self._text += "".join(self._parts)
            self._parts.clear()
        return self._text

    def getvalue(self):
        """All text."""
        self._check_open()
        return self._whole()

    def write(self, text, /):
        self._check_open()
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got {type(text).__name__!r}")
        given = len(text)
        text = self._incoming(text)
        if self._parts or self._place == len(self._text):
            self._parts.append(text)
            self._place += len(text)
            return given
        whole = self._whole()
        if self._place > len(whole):
            whole += "\0" * (self._place - len(whole))
        self._text = whole[:self._place] + text + whole[self._place + len(text):]
        self._place += len(text)
        return given

    def read(self, size=-1, /):
        self._check_open()
        text = self._whole()
        end = len(text) if size is None or size < 0 else min(self._place + size, len(text))
        found, self._place = text[self._place:end], max(self._place, end)
        return found

    def readline(self, size=-1, /):
        self._check_open()
        text = self._whole()
        ending = self._newline or "\n"
        at = text.find(ending, self._place)
        end = len(text) if at < 0 else at + len(ending)
        if size is not None and size >= 0:
            end = min(end, self._place + size)
        line, self._place = text[self._place:end], max(self._place, end)
        return line

    def seek(self, offset, whence=0, /):
        self._check_open()
        if whence == 0 and offset < 0:
            raise ValueError(f"Negative seek position {offset}")
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence and offset:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._place = (offset, self._place, len(self._whole()))[whence]
        # Pieces are only appended at the end.
        self._whole()
        return self._place

    def tell(self):
        self._check_open()
        return self._place

    def truncate(self, size=None, /):
        self._check_open()
        size = self._place if size is None else size
        if size < 0:
            raise ValueError(f"Negative size value {size}")
        self._text = self._whole()[:size]
        return size

    def close(self):
        self._closed = True

    encoding = property(lambda self: None)
    errors = property(lambda self: None)
    newlines = property(lambda self: None)
    line_buffering = property(lambda self: False)
