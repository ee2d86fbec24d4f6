"""The standard streams as files: what is made when somebody asks for it."""

import _io
import sys


def standard_input():
    """The object that `sys.stdin` is at first."""
    encoding, errors = sys.__dict__.get("_options", {}).get("stdin", ("utf-8", "strict"))
    stream = _io.TextIOWrapper(_io.BufferedReader(_io._standard_file(0, "<stdin>")), encoding, errors)
    stream.mode = "r"
    return stream


class _Output(_io.BufferedWriter):
    """The bytes behind a standard stream: in order with the text, because both go through the host's one buffer."""

    def __init__(self, number, stream):
        _io.BufferedWriter.__init__(self, _io._standard_file(number, stream.name))
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
_Output.__module__ = "_io"


def binary_output(stream):
    """The object that `buffer` of a standard stream is."""
    return _Output({"<stdout>": 1, "<stderr>": 2}[stream.name], stream)
