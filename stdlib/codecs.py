"""Codecs by name: looking them up, using them step by step, and handlers of their errors."""

import _codecs
import _library

__all__ = [
    "register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE",
    "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE",
    "BOM_UTF32_BE", "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader",
    "StreamWriter", "getencoder", "getdecoder", "getincrementalencoder", "getincrementaldecoder", "encode",
    "decode", "iterencode", "iterdecode", "strict_errors", "ignore_errors", "replace_errors",
    "xmlcharrefreplace_errors", "backslashreplace_errors", "namereplace_errors", "register_error", "lookup_error",
    "unregister",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM32_LE, BOM32_BE = BOM_UTF16_LE, BOM_UTF16_BE
BOM64_LE, BOM64_BE = BOM_UTF32_LE, BOM_UTF32_BE

_searches = []
_found = {}


class CodecInfo(tuple):
    """A codec: (encode, decode, stream_reader, stream_writer), and its name and incremental forms as attributes."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamreader = streamreader
        self.streamwriter = streamwriter
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        return f"<codecs.CodecInfo object for encoding {self.name} at {id(self):#x}>"


class Codec:
    """The two directions of a codec that keeps no state."""

    def encode(self, input, errors="strict"):
        """The bytes of a text and how much of it was taken. Derived classes say how."""
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        """The text of bytes and how many of them were taken. Derived classes say how."""
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes text that comes in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        """The bytes of the next piece of text; with final, of the last one."""
        raise NotImplementedError

    def reset(self):
        """Begin anew."""
        pass

    def getstate(self):
        """What is kept between pieces, as a number."""
        return 0

    def setstate(self, state):
        """Go on as getstate() found it."""
        pass


class IncrementalDecoder:
    """Decodes bytes that come in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        """The text of the next bytes; with final, of the last ones."""
        raise NotImplementedError

    def reset(self):
        """Begin anew."""
        pass

    def getstate(self):
        """The bytes not yet decoded, and a number for what else is kept."""
        return b"", 0

    def setstate(self, state):
        """Go on as getstate() found it."""
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """Keeps the bytes of a character that is not complete."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        text, taken = self._buffer_decode(data, self.errors, final)
        self.buffer = data[taken:]
        return text

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class _OverStream(Codec):
    """A codec over a stream, whose attributes it has too; leaving a with block closes the stream."""

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamWriter(_OverStream):
    """Encodes what is written to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        """Write a text as bytes."""
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        """Write several texts."""
        self.write("".join(list))

    def reset(self):
        """Begin anew."""
        pass


class StreamReader(_OverStream):
    """Decodes what is read from a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.bytebuffer = b""

    def read(self, size=-1, chars=-1, firstline=False):
        """The text of at most size bytes; of all that are left, if it is negative."""
        data = self.bytebuffer + (self.stream.read() if size < 0 else self.stream.read(size))
        text, taken = self.decode(data, self.errors)
        self.bytebuffer = data[taken:]
        return text

    def readline(self, size=None, keepends=True):
        """The text up to and with the next line end, which is cut off without keepends."""
        data = self.bytebuffer + self.stream.readline()
        text, taken = self.decode(data, self.errors)
        self.bytebuffer = data[taken:]
        return text if keepends else text.rstrip("\r\n")

    def readlines(self, sizehint=None, keepends=True):
        """All lines that are left."""
        return self.read().splitlines(keepends)

    def reset(self):
        """Forget bytes that were read and not yet decoded."""
        self.bytebuffer = b""

    def __iter__(self):
        return self

    def __next__(self):
        """The next line."""
        line = self.readline()
        if line:
            return line
        raise StopIteration


def _builtin(name):
    """The codec that is built in under this name."""
    def encode(input, errors="strict"):
        return _codecs.encode(input, name, errors), len(input)

    def decode(input, errors="strict"):
        return _codecs.decode(input, name, errors, True)

    class Encoder(IncrementalEncoder):
        # A mark goes before the first piece only.
        _without_mark = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(name, name)

        def __init__(self, errors="strict"):
            super().__init__(errors)
            self._begun = False

        def encode(self, input, final=False):
            used = self._without_mark if self._begun else name
            self._begun = self._begun or bool(input)
            return _codecs.encode(input, used, self.errors) if input or final else b""

        def reset(self):
            self._begun = False

    class Decoder(BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self._form = name

        def _buffer_decode(self, input, errors, final):
            if self._form == "utf-8-sig":
                if len(input) < 3 and BOM_UTF8.startswith(input) and not final:
                    return "", 0
                self._form = "utf-8"
                if input.startswith(BOM_UTF8):
                    text, taken = _codecs.decode(input[3:], "utf-8", errors, final)
                    return text, taken + 3
            elif self._form in ("utf-16", "utf-32"):
                width = 2 if self._form == "utf-16" else 4
                if len(input) < width and not final:
                    return "", 0
                big = BOM_UTF16_BE if width == 2 else BOM_UTF32_BE
                little = BOM_UTF16_LE if width == 2 else BOM_UTF32_LE
                mark = input[:width]
                self._form += "-be" if mark == big else "-le"
                skip = width if mark in (big, little) else 0
                text, taken = _codecs.decode(input[skip:], self._form, errors, final)
                return text, taken + skip
            return _codecs.decode(input, self._form, errors, final)

        def reset(self):
            super().reset()
            self._form = name

    class Reader(StreamReader):
        def decode(self, input, errors="strict"):
            return _codecs.decode(input, name, errors, False)

    class Writer(StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name)


def _rot13():
    letters = "abcdefghijklmnopqrstuvwxyz"
    turned = letters[13:] + letters[:13]
    table = str.maketrans(letters + letters.upper(), turned + turned.upper())

    def turn(input, errors="strict"):
        return input.translate(table), len(input)

    return CodecInfo(turn, turn, name="rot13", _is_text_encoding=False)


def _hex():
    def encode(input, errors="strict"):
        return bytes(input).hex().encode(), len(input)

    def decode(input, errors="strict"):
        return bytes.fromhex(bytes(input).decode("ascii")), len(input)

    return CodecInfo(encode, decode, name="hex", _is_text_encoding=False)


_others = {"rot13": _rot13, "rot_13": _rot13, "hex": _hex, "hex_codec": _hex}


def lookup(encoding, /):
    """The codec of this name; LookupError if there is none."""
    key = encoding.lower().replace(" ", "-")
    found = _found.get(key)
    if found is None:
        name = _codecs.canonical(encoding)
        if name is not None:
            found = _builtin(name)
        elif key.replace("-", "_") in _others:
            found = _others[key.replace("-", "_")]()
        else:
            for search in _searches:
                found = search(key.replace("-", "_"))
                if found is not None:
                    break
            else:
                raise LookupError(f"unknown encoding: {encoding}")
        _found[key] = found
    return found


def _search(encoding):
    """What the methods of strings and bytes ask for codecs that are not built in."""
    try:
        return lookup(encoding)
    except LookupError:
        return None


_codecs.set_search(_search)


def register(search_function, /):
    """Ask a function for codecs: it takes a name in lower case, and gives a CodecInfo or None."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    """Ask the function no more."""
    if search_function in _searches:
        _searches.remove(search_function)
        _found.clear()


def encode(obj, encoding="utf-8", errors="strict"):
    """The object encoded by the codec of this name."""
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """The object decoded by the codec of this name."""
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    """The function that encodes: text to (bytes, length). Raises LookupError for an unknown encoding."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """The function that decodes: bytes to (text, length)."""
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    """The class that encodes piece by piece."""
    found = lookup(encoding).incrementalencoder
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementaldecoder(encoding):
    """The class that decodes piece by piece."""
    found = lookup(encoding).incrementaldecoder
    if found is None:
        raise LookupError(encoding)
    return found


def getreader(encoding):
    """The class that decodes what it reads."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """The class that encodes what it writes."""
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes the strings of an iterator piece by piece."""
    encode = getincrementalencoder(encoding)(errors, **kwargs).encode
    yield from filter(None, map(encode, iterator))
    if rest := encode("", True):
        yield rest


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes the bytes of an iterator piece by piece."""
    decode = getincrementaldecoder(encoding)(errors, **kwargs).decode
    yield from filter(None, map(decode, iterator))
    if rest := decode(b"", True):
        yield rest


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file whose text is encoded; without an encoding, the file itself."""
    import builtins

    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    return (getreader if "r" in mode else getwriter)(encoding)(file, errors)


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """Not supported: use io.TextIOWrapper."""
    raise NotImplementedError("codecs.EncodedFile is not supported")


def _named(name):
    """The built-in handler of this name as a function: it takes the exception, and gives what stands for the fault and
    where to go on."""
    def handle(exc):
        if not isinstance(exc, (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)):
            raise TypeError(f"don't know how to handle {type(exc).__name__} in error callback")
        if name == "strict":
            raise exc
        part = exc.object[exc.start:exc.end]
        if isinstance(exc, UnicodeDecodeError):
            if name == "xmlcharrefreplace" or name == "namereplace":
                raise TypeError(f"don't know how to handle {type(exc).__name__} in error callback")
            if name == "replace":
                return "\ufffd", exc.end
            if name == "surrogatepass":
                return part.decode(exc.encoding, name), exc.end
            return part.decode("ascii", name), exc.end
        if name == "ignore":
            return "", exc.end
        if name == "replace":
            return ("?" if isinstance(exc, UnicodeEncodeError) else "\ufffd") * len(part), exc.end
        if name in ("surrogateescape", "surrogatepass"):
            return part.encode(exc.encoding, name), exc.end
        return part.encode("ascii", name).decode("ascii"), exc.end

    handle.__name__ = handle.__qualname__ = f"{name}_errors"
    return handle


strict_errors = _named("strict")
ignore_errors = _named("ignore")
replace_errors = _named("replace")
xmlcharrefreplace_errors = _named("xmlcharrefreplace")
backslashreplace_errors = _named("backslashreplace")
namereplace_errors = _named("namereplace")


def register_error(errors, handler, /):
    """Give an error handler a name."""
    if not callable(handler):
        raise TypeError("handler must be callable")
    _codecs.register_error(errors, handler)


def lookup_error(errors, /):
    """The error handler of this name; LookupError if there is none."""
    handler = _codecs.find_error(errors)
    if handler is None:
        if not _codecs.is_builtin(errors):
            raise LookupError(f"unknown error handler name '{errors}'")
        handler = globals().get(f"{errors}_errors") or _named(errors)
    return handler


_library.builtins(
    "_codecs", globals(), "encode", "decode", "lookup", "lookup_error", "register", "register_error", "unregister",
)
_library.builtins(
    None, globals(), "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors",
    "backslashreplace_errors", "namereplace_errors",
)
