"""Files, and objects like files: bytes, buffers and text."""

import _io
import _library
import abc
import codecs
import sys
from _io import BytesIO, StringIO, RawFile as _RawFile

__all__ = [
    "BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase",
    "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation",
    "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE", "text_encoding",
]

BlockingIOError = BlockingIOError
DEFAULT_BUFFER_SIZE = 8192
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    """The file cannot do this."""


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    """What all files can do."""

    _closed = False

    def _refuse(self, what):
        raise UnsupportedOperation(what)

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    @property
    def closed(self):
        """Whether the file is closed."""
        return self._closed

    def close(self):
        """Flushes and closes the file; a second time nothing happens."""
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def flush(self):
        """Writes out what waits in buffers."""
        self._check_open()

    def readable(self):
        """Whether the file can be read."""
        return False

    def writable(self):
        """Whether the file can be written."""
        return False

    def seekable(self):
        """Whether the file has positions to go to."""
        return False

    def isatty(self):
        """Whether the file is a terminal."""
        self._check_open()
        return False

    def fileno(self):
        """The descriptor of the system; UnsupportedOperation if there is none."""
        self._refuse("fileno")

    def seek(self, offset, whence=0, /):
        """Goes to a position, counted from the beginning (0), from here (1) or from the end (2), and gives it."""
        self._refuse("seek")

    def tell(self):
        """The position in the file."""
        return self.seek(0, 1)

    def truncate(self, size=None, /):
        """Cuts or extends the file to a size, or to where it stands. Gives the size."""
        self._refuse("truncate")

    def readline(self, size=-1, /):
        """The next line with its end, at most `size` of it; empty at the end of the file."""
        line = bytearray()
        while size is None or size < 0 or len(line) < size:
            byte = self.read(1)
            if not byte:
                break
            line += byte
            if byte == b"\n":
                break
        return bytes(line)

    def readlines(self, hint=-1, /):
        """The lines that follow, until they come to `hint` together."""
        lines, length = [], 0
        for line in self:
            lines.append(line)
            length += len(line)
            if hint is not None and 0 < hint <= length:
                break
        return lines

    def writelines(self, lines, /):
        """Writes texts one behind the other, and no line ends."""
        self._check_open()
        for line in lines:
            self.write(line)

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *details):
        self.close()

    def __del__(self):
        try:
            self.close()
        except Exception:
            # The program may be ending, with half of its modules gone.
            pass


def _count(size):
    """A number of bytes that a caller gave; None means all of them."""
    if size is None:
        return -1
    index = getattr(type(size), "__index__", None)
    if index is None:
        raise TypeError(f"argument should be integer or None, not {type(size).__name__!r}")
    return index(size)


def _readinto(self, buffer, /):
    """Reads into a buffer as much as it holds; gives the number of bytes."""
    try:
        view = memoryview(buffer)
    except TypeError:
        view = None
    if view is None or view.readonly:
        given = type(buffer).__name__
        raise TypeError(f"readinto() argument must be read-write bytes-like object, not {given}")
    view = view.cast("B")
    found = self.read(len(view))
    view[:len(found)] = found
    return len(found)


_readinto.__name__ = _readinto.__qualname__ = "readinto"


class RawIOBase(IOBase):
    """Files without a buffer: a class of its own needs no more than readinto() to be read."""

    def read(self, size=-1, /):
        """At most `size` bytes, with one call of readinto(); all that is left where it is negative."""
        size = _count(size)
        if size < 0:
            return self.readall()
        room = bytearray(size)
        length = self.readinto(room)
        return None if length is None else bytes(room[:length])

    def readall(self):
        """Everything up to the end of the file."""
        parts = []
        while part := self.read(DEFAULT_BUFFER_SIZE):
            parts.append(part)
        return part if part is None and not parts else b"".join(parts)


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    """Files of bytes with a buffer."""

    def read1(self, size=-1, /):
        """At most `size` bytes, with one read of the raw file."""
        return self.read(size)

    readinto = readinto1 = _readinto

    def detach(self):
        """Gives the raw file up."""
        self._refuse("detach")


_MODES = frozenset(["r", "w", "a", "x", "r+", "w+", "a+", "x+"])


def _check_mode(mode):
    for letter in mode:
        if letter not in "rwaxbt+":
            raise ValueError(f"invalid mode: {mode}")
    if sum(map(mode.count, "rwax")) != 1 or mode.count("+") > 1:
        raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")


def _opened(opener, file, mode):
    """The descriptor that a function of the program opens; it gets the flags that the mode stands for."""
    import os
    access = os.O_RDWR if "+" in mode else os.O_RDONLY if "r" in mode else os.O_WRONLY
    creation = {"r": 0, "w": os.O_CREAT | os.O_TRUNC, "x": os.O_CREAT | os.O_EXCL, "a": os.O_CREAT | os.O_APPEND}
    found = opener(file, access | creation[mode.replace("+", "")] | os.O_CLOEXEC)
    if not isinstance(found, int):
        raise TypeError("expected integer from opener")
    if found < 0:
        raise ValueError(f"opener returned {found}")
    return found


def _close_late(self):
    """Closes a file that nobody closed. A program that has filters for warnings may hear of it."""
    try:
        if not self.closed:
            if "warnings" in sys.modules:
                _warn_unclosed(self)
            self.close()
    except Exception:
        # The program may be ending, with half of its modules gone.
        pass


def _warn_unclosed(file):
    raw = file
    while isinstance(raw, (TextIOWrapper, _Buffered)):
        raw = raw.buffer if isinstance(raw, TextIOWrapper) else raw.raw
    if not isinstance(raw, FileIO) or not raw.closefd:
        return
    try:
        sys.modules["warnings"].warn(f"unclosed file {file!r}", ResourceWarning, stacklevel=3, source=file)
    except Warning as error:
        from types import SimpleNamespace
        details = SimpleNamespace(
            exc_type=type(error), exc_value=error, exc_traceback=error.__traceback__, err_msg=None, object=raw
        )
        sys.unraisablehook(details)


class FileIO(RawIOBase):
    """A file of the system."""

    __del__ = _close_late

    def __init__(self, file, mode="r", closefd=True, opener=None):
        self._closed = True
        if mode not in _MODES:
            _check_mode(mode)
        self.name = file
        self.mode = ("rb+" if "r" in mode else mode[0] + "b+") if "+" in mode else mode.replace("b", "")[0] + "b"
        self._reads = "r" in mode or "+" in mode
        self._writes = "r" not in mode or "+" in mode
        plain = mode.replace("b", "").replace("t", "")
        if isinstance(file, int):
            if file < 0:
                raise ValueError("negative file descriptor")
        elif not closefd:
            raise ValueError("Cannot use closefd=False with file name")
        if opener is not None and not isinstance(file, int):
            self._raw = _RawFile(_opened(opener, file, plain), plain, closefd)
        else:
            self._raw = _RawFile(file if isinstance(file, int) else _path(file), plain, closefd)
        self._closed = False
        self.closefd = closefd

    def _check_usable(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def readable(self):
        self._check_usable()
        return self._reads

    def writable(self):
        self._check_usable()
        return self._writes

    def seekable(self):
        self._check_usable()
        return True

    def read(self, size=-1, /):
        self._check_usable()
        if not self._reads:
            self._refuse("File not open for reading")
        return self._raw.read(size if size.__class__ is int else _count(size))

    def readall(self):
        """Everything up to the end of the file."""
        return self.read(-1)

    readinto = _readinto

    def write(self, data, /):
        self._check_usable()
        if not self._writes:
            self._refuse("File not open for writing")
        return self._raw.write(data)

    def seek(self, offset, whence=0, /):
        self._check_usable()
        return self._raw.seek(offset, whence)

    def truncate(self, size=None, /):
        self._check_usable()
        size = self.tell() if size is None else size
        if size < 0:
            # 22 is EINVAL.
            raise OSError(22, "Invalid argument")
        self._raw.truncate(size)
        return size

    def fileno(self):
        self._check_usable()
        return self._raw.fileno()

    def isatty(self):
        self._check_usable()
        return self._raw.isatty()

    def close(self):
        if not self._closed:
            self._closed = True
            self._raw.close()

    def __repr__(self):
        if self._closed:
            return "<_io.FileIO [closed]>"
        return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd={self.closefd}>"


def _path(file):
    if isinstance(file, (str, bytes)):
        return file
    fspath = getattr(type(file), "__fspath__", None)
    if fspath is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(file).__name__}")
    return fspath(file)


class _Buffered(BufferedIOBase):
    """A buffer over a raw file: what was read ahead, and what waits to be written."""

    __del__ = _close_late

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self.raw = None
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self.raw = raw
        self._size = buffer_size
        self._ahead = b""
        self._waiting = bytearray()

    name = property(lambda self: self.raw.name)
    mode = property(lambda self: self.raw.mode)
    closed = property(lambda self: self.raw.closed)

    def readable(self):
        return self.raw.readable()

    def writable(self):
        return self.raw.writable()

    def seekable(self):
        return self.raw.seekable()

    def fileno(self):
        return self.raw.fileno()

    def isatty(self):
        return self.raw.isatty()

    def read(self, size=-1, /):
        if self.closed:
            raise ValueError("read of closed file")
        if self._waiting:
            self._write_out()
        try:
            everything = size is None or size < 0
        except TypeError:
            size = _count(size)
            everything = size < 0
        if everything:
            found, self._ahead = self._ahead + (self.raw.read(-1) or b""), b""
            return found
        while len(self._ahead) < size:
            more = self.raw.read(max(self._size, size - len(self._ahead)))
            if not more:
                break
            self._ahead += more
        found, self._ahead = self._ahead[:size], self._ahead[size:]
        return found

    def peek(self, size=0, /):
        self._check_open()
        if not self._ahead:
            self._ahead = self.raw.read(self._size)
        return self._ahead

    def readline(self, size=-1, /):
        self._check_open()
        self._write_out()
        limit = None if size is None or size < 0 else size
        searched = 0
        while True:
            end = self._ahead.find(b"\n", searched) + 1
            if end or limit is not None and len(self._ahead) >= limit:
                end = end or limit
                break
            searched = len(self._ahead)
            more = self.raw.read(self._size)
            if not more:
                end = len(self._ahead)
                break
            self._ahead += more
        end = end if limit is None else min(end, limit)
        line, self._ahead = self._ahead[:end], self._ahead[end:]
        return line

    def write(self, data, /):
        if self.closed:
            raise ValueError("write to closed file")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        if not self.writable():
            self._refuse("write")
        if self._ahead:
            self.raw.seek(-len(self._ahead), 1)
            self._ahead = b""
        self._waiting += data
        if len(self._waiting) >= self._size:
            self._write_out()
        return len(data)

    def _write_out(self):
        if self._waiting:
            data, self._waiting = bytes(self._waiting), bytearray()
            self.raw.write(data)

    def flush(self):
        self._check_open()
        self._write_out()

    def seek(self, offset, whence=0, /):
        self._check_open()
        self._write_out()
        if whence == 1:
            offset -= len(self._ahead)
        self._ahead = b""
        return self.raw.seek(offset, whence)

    def tell(self):
        self._check_open()
        return self.raw.tell() - len(self._ahead) + len(self._waiting)

    def truncate(self, size=None, /):
        self.flush()
        return self.raw.truncate(self.tell() if size is None else size)

    def detach(self):
        self.flush()
        raw, self.raw = self.raw, None
        return raw

    def close(self):
        if self.raw is not None and not self.closed:
            try:
                self.flush()
            finally:
                self.raw.close()

    def __repr__(self):
        name = f" name={self.name!r}" if hasattr(self, "name") else ""
        return f"<_io.{type(self).__name__}{name}>"


class BufferedReader(_Buffered):
    """A file that is read."""


class BufferedWriter(_Buffered):
    """A file that is written."""

    def read(self, size=-1, /):
        self._refuse("read")

    def readline(self, size=-1, /):
        self._refuse("read")


class BufferedRandom(_Buffered):
    """A file that is read and written."""


class TextIOBase(_io._TextIOBase, IOBase):
    """Files of text."""

    encoding = None
    errors = None
    newlines = None

    def read(self, size=-1, /):
        """At most `size` characters; all that is left where it is negative."""
        self._refuse("read")

    def write(self, text, /):
        """Writes a text; gives its length."""
        self._refuse("write")

    def detach(self):
        """Gives the file of bytes up."""
        self._refuse("detach")


def _translated(text, newline):
    """Text as it is written where lines end with `newline`."""
    ending = "\n" if newline in (None, "", "\n") else newline
    return text if ending == "\n" else text.replace("\n", ending)


class TextIOWrapper(TextIOBase):
    """Text over a file of bytes."""

    __del__ = _close_late
    _telling = True

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        self.buffer = None
        # What cannot be a file is refused at once.
        buffer.readable
        self.buffer = buffer
        if encoding is None and _warns_of_encodings:
            _warn_of_encoding()
        self.encoding = "UTF-8" if encoding is None or encoding == "locale" else encoding
        codecs.lookup(self.encoding)
        self.errors = errors or "strict"
        self._newline = newline
        self.line_buffering = line_buffering
        self.write_through = write_through
        self._text = None
        self._place = 0

    name = property(lambda self: self.buffer.name)
    closed = property(lambda self: self.buffer is None or self.buffer.closed)

    @property
    def mode(self):
        return self._mode

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None):
        """Changes how text is written."""
        self.flush()
        self.encoding = encoding or self.encoding
        self.errors = errors or self.errors
        if line_buffering is not None:
            self.line_buffering = line_buffering

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def fileno(self):
        return self.buffer.fileno()

    def isatty(self):
        return self.buffer.isatty()

    def _load(self):
        """Reads all that is left: text is decoded as a whole."""
        self._check_open()
        if not self.readable():
            self._refuse("not readable")
        if self._text is None:
            text = self.buffer.read().decode(self.encoding, self.errors)
            if self._newline is None:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._text, self._place = text, 0
        return self._text

    def read(self, size=-1, /):
        text = self._load()
        end = len(text) if size is None or size < 0 else min(self._place + size, len(text))
        found, self._place = text[self._place:end], end
        return found

    def readline(self, size=-1, /):
        text = self._load()
        if self._newline is None or self._newline == "\n":
            end = text.find("\n", self._place) + 1 or len(text)
        else:
            end = self._line_end(text)
        if size is not None and size >= 0:
            end = min(end, self._place + size)
        line, self._place = text[self._place:end], end
        return line

    def _line_end(self, text):
        """Where the line ends, of text in which other letters end lines."""
        end = len(text)
        for ending in (self._newline,) if self._newline else ("\r\n", "\n", "\r"):
            at = text.find(ending, self._place)
            if at >= 0:
                end = min(end, at + len(ending)) if ending != "\r" or text[at:at + 2] != "\r\n" else end
        return end

    def __next__(self):
        self._telling = False
        line = self.readline()
        if not line:
            self._telling = True
            raise StopIteration
        return line

    def _unread(self):
        """What was read ahead is forgotten: writing goes on where the file of bytes is."""
        self._text = None

    def write(self, text, /):
        self._check_open()
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if not self.writable():
            self._refuse("not writable")
        self._unread()
        self.buffer.write(_translated(text, self._newline).encode(self.encoding, self.errors))
        if self.write_through or self.line_buffering and "\n" in text:
            self.flush()
        return len(text)

    def flush(self):
        self._check_open()
        self._telling = True
        self.buffer.flush()

    def seek(self, offset, whence=0, /):
        self._check_open()
        if whence == 1 and offset:
            self._refuse("can't do nonzero cur-relative seeks")
        if whence == 2 and offset:
            self._refuse("can't do nonzero end-relative seeks")
        if whence == 0 and offset < 0:
            raise ValueError(f"negative seek position {offset}")
        if whence == 1:
            return self.tell()
        self._text, self._telling = None, True
        return self.buffer.seek(offset, whence)

    def tell(self):
        self._check_open()
        if not self._telling:
            raise OSError("telling position disabled by next() call")
        if self._text is not None:
            return self.buffer.tell() - len(self._text[self._place:].encode(self.encoding, self.errors))
        return self.buffer.tell()

    def truncate(self, size=None, /):
        self._unread()
        return self.buffer.truncate(size)

    def detach(self):
        self.flush()
        buffer, self.buffer = self.buffer, None
        return buffer

    def close(self):
        if self.buffer is not None and not self.buffer.closed:
            self.buffer.close()

    def __repr__(self):
        mode = f" mode={self._mode!r}" if hasattr(self, "_mode") else ""
        name = f" name={self.name!r}" if hasattr(self.buffer, "name") else ""
        return f"<_io.TextIOWrapper{name}{mode} encoding={self.encoding!r}>"


# Whether -X warn_default_encoding was given.
_warns_of_encodings = "warn_default_encoding" in sys.__dict__.get("_options", ())


def _warn_of_encoding():
    import warnings
    warnings.warn("'encoding' argument not specified", EncodingWarning, skip_file_prefixes=("<frozen ",))


def text_encoding(encoding, stacklevel=2, /):
    """The encoding, or the usual one where none is given."""
    if encoding is None:
        if _warns_of_encodings:
            _warn_of_encoding()
        return "locale"
    return encoding


BufferedIOBase.register(BytesIO)
TextIOBase.register(StringIO)

for _class in (FileIO, BufferedReader, BufferedWriter, BufferedRandom, TextIOWrapper):
    _class.__module__ = "_io"
del _class


def open_code(path):
    """A file of code to be read."""
    return open(path, "rb")


def _warn_of_lines():
    import warnings
    text = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"
    warnings.warn(text, RuntimeWarning, stacklevel=3)


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Opens a file of text, or of bytes where the mode has a `b`."""
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    kinds = set(mode)
    if kinds - set("axrwb+t") or len(mode) > len(kinds):
        raise ValueError(f"invalid mode: {mode!r}")
    if "t" in kinds and "b" in kinds:
        raise ValueError("can't have text and binary mode at once")
    if len(kinds & set("axrw")) != 1:
        if len(kinds & set("axrw")) > 1:
            raise ValueError("must have exactly one of create/read/write/append mode")
        raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")
    binary = "b" in kinds
    for given, name in ((encoding, "an encoding"), (errors, "an errors"), (newline, "a newline")):
        if binary and given is not None:
            raise ValueError(f"binary mode doesn't take {name} argument")
    raw = FileIO(file, "".join(c for c in "rwax+" if c in kinds), closefd, opener)
    if "a" in kinds:
        raw.seek(0, 2)
    if binary and buffering == 1:
        _warn_of_lines()
    if buffering == 0:
        if binary:
            return raw
        raw.close()
        raise ValueError("can't have unbuffered text I/O")
    size = buffering if buffering > 1 else DEFAULT_BUFFER_SIZE
    kind = BufferedRandom if "+" in kinds else BufferedReader if "r" in kinds else BufferedWriter
    buffer = kind(raw, size)
    if binary:
        return buffer
    text = TextIOWrapper(buffer, encoding, errors, newline, buffering == 1)
    text._mode = mode
    return text


_library.builtins("_io", globals(), "open", "open_code", "text_encoding")
