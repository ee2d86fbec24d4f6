"""Bytes as letters: base 16, 32, 64 and 85."""

import binascii

__all__ = [
    "b64encode", "b64decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
    "b32encode", "b32decode", "b32hexencode", "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode",
    "encodebytes", "decodebytes",
]

_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_BASE32_HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_BASE85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"


def _given(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    try:
        return bytes(memoryview(s))
    except TypeError:
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {type(s).__name__!r}") from None


def b64encode(s, altchars=None):
    """Base 64; `altchars` stand for `+` and `/`."""
    encoded = binascii.b2a_base64(s, newline=False)
    return encoded if altchars is None else encoded.translate(bytes.maketrans(b"+/", altchars))


def b64decode(s, altchars=None, validate=False):
    """The bytes of base 64."""
    s = _given(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_given(altchars), b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Base 64."""
    return b64encode(s)


def standard_b64decode(s):
    """The bytes of base 64."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Base 64 with `-` and `_`."""
    return b64encode(s).translate(_URL)


def urlsafe_b64decode(s):
    """The bytes of base 64 with `-` and `_`."""
    return b64decode(_given(s).translate(_FROM_URL))


def _encode32(alphabet, s):
    s = bytes(memoryview(s))
    out = bytearray()
    for at in range(0, len(s), 5):
        part = s[at:at + 5]
        number = int.from_bytes(part.ljust(5, b"\0"), "big")
        letters = bytes(alphabet[number >> shift & 31] for shift in range(35, -1, -5))
        out += letters[:(len(part) * 8 + 4) // 5].ljust(8, b"=")
    return bytes(out)


def _decode32(alphabet, s, casefold=False, map01=None):
    s = _given(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        s = s.translate(bytes.maketrans(b"01", b"O" + _given(map01)))
    if casefold:
        s = s.upper()
    values = {letter: value for value, letter in enumerate(alphabet)}
    letters = s.rstrip(b"=")
    pads = len(s) - len(letters)
    if pads not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    out = bytearray()
    for at in range(0, len(letters), 8):
        number, part = 0, letters[at:at + 8]
        for letter in part.ljust(8, alphabet[:1]):
            if letter not in values:
                raise binascii.Error("Non-base32 digit found")
            number = number << 5 | values[letter]
        out += number.to_bytes(5, "big")[:len(part) * 5 // 8]
    return bytes(out)


def b32encode(s):
    """Base 32."""
    return _encode32(_BASE32, s)


def b32decode(s, casefold=False, map01=None):
    """The bytes of base 32."""
    return _decode32(_BASE32, s, casefold, map01)


def b32hexencode(s):
    """Base 32 with digits first."""
    return _encode32(_BASE32_HEX, s)


def b32hexdecode(s, casefold=False):
    """The bytes of base 32 with digits first."""
    return _decode32(_BASE32_HEX, s, casefold)


def b16encode(s):
    """Base 16 in capitals."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """The bytes of base 16."""
    s = _given(s)
    if casefold:
        s = s.upper()
    if s.strip(b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


def b85encode(b, pad=False):
    """Base 85 as git writes it."""
    b = bytes(memoryview(b))
    short = -len(b) % 4
    out = bytearray()
    for at in range(0, len(b), 4):
        number = int.from_bytes(b[at:at + 4].ljust(4, b"\0"), "big")
        out += bytes(_BASE85[number // 85**power % 85] for power in (4, 3, 2, 1, 0))
    return bytes(out[:len(out) - short] if short and not pad else out)


def b85decode(b):
    """The bytes of base 85."""
    b = _given(b)
    values = {letter: value for value, letter in enumerate(_BASE85)}
    short = -len(b) % 5
    b += b"~" * short
    out = bytearray()
    for at in range(0, len(b), 5):
        number = 0
        for place, letter in enumerate(b[at:at + 5], at):
            if letter not in values:
                raise ValueError(f"bad base85 character at position {place}")
            number = number * 85 + values[letter]
        if number >= 1 << 32:
            raise ValueError(f"base85 overflow in hunk starting at byte {at}")
        out += number.to_bytes(4, "big")
    return bytes(out[:len(out) - short] if short else out)


def encodebytes(s):
    """Base 64 in lines of 76 letters."""
    s = bytes(memoryview(s))
    return b"".join(binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57))


def decodebytes(s):
    """The bytes of base 64 in lines."""
    return binascii.a2b_base64(s)
