"""Bytes as letters and back: hexadecimal, base 64, and checksums."""

import _library

__all__ = ["Error", "Incomplete", "hexlify", "unhexlify", "b2a_hex", "a2b_hex", "b2a_base64", "a2b_base64", "crc32"]


class Error(ValueError):
    """The letters stand for no bytes."""


class Incomplete(Exception):
    """There is something missing at the end."""


_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_PAIRS = [_ALPHABET[high:high + 1] + _ALPHABET[low:low + 1] for high in range(64) for low in range(64)]


def _ascii(data):
    if isinstance(data, str):
        try:
            return data.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    return bytes(memoryview(data))


def hexlify(data, *separator):
    """Two digits for every byte."""
    return bytes(memoryview(data)).hex(*separator).encode()


def unhexlify(hexstr, /):
    """The bytes of digits."""
    digits = _ascii(hexstr)
    if len(digits) % 2:
        raise Error("Odd-length string")
    if digits.strip(b"0123456789abcdefABCDEF") or any(space in digits for space in b" \t\n\r\f\v"):
        raise Error("Non-hexadecimal digit found")
    try:
        return bytes.fromhex(digits.decode())
    except ValueError:
        raise Error("Non-hexadecimal digit found") from None


def b2a_base64(data, /, *, newline=True):
    """Four letters for every three bytes."""
    data = bytes(memoryview(data))
    whole = len(data) - len(data) % 3
    out = []
    for at in range(0, whole, 3):
        number = data[at] << 16 | data[at + 1] << 8 | data[at + 2]
        out.append(_PAIRS[number >> 12])
        out.append(_PAIRS[number & 0xfff])
    rest = data[whole:]
    if len(rest) == 1:
        out.append(_PAIRS[rest[0] << 4] + b"==")
    elif rest:
        number = (rest[0] << 8 | rest[1]) << 2
        out.append(_PAIRS[number >> 6] + _ALPHABET[number & 63:(number & 63) + 1] + b"=")
    return b"".join(out) + (b"\n" if newline else b"")


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes of letters; letters of no meaning are passed over unless `strict_mode`."""
    data = _ascii(data)
    out, number, count, pads = bytearray(), 0, 0, 0
    if strict_mode and data[:1] == b"=":
        raise Error("Leading padding not allowed")
    for letter in data:
        if letter == 61:
            pads += 1
            if count >= 2 and count + pads >= 4:
                break
            continue
        value = _VALUES.get(letter)
        if value is None:
            if strict_mode:
                raise Error("Only base64 data is allowed")
            continue
        if strict_mode and pads:
            raise Error("Discontinuous padding not allowed")
        pads = 0
        number = number << 6 | value
        count += 1
        if count == 4:
            out += number.to_bytes(3, "big")
            number = count = 0
    if count == 1:
        letters = (len(out) // 3) * 4 + 1
        raise Error(
            f"Invalid base64-encoded string: number of data characters ({letters}) cannot be 1 more than a multiple of 4"
        )
    if count and count + pads < 4:
        raise Error("Incorrect padding")
    if count == 2:
        out.append(number >> 4)
    elif count == 3:
        out += (number >> 2).to_bytes(2, "big")
    return bytes(out)


def _crc_table():
    table = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ 0xedb88320 if number & 1 else number >> 1
        table.append(number)
    return table


_TABLE = _crc_table()


def crc32(data, value=0, /):
    """The checksum of zip and PNG."""
    value ^= 0xffffffff
    for byte in bytes(memoryview(data)):
        value = value >> 8 ^ _TABLE[(value ^ byte) & 255]
    return value ^ 0xffffffff


_library.builtins("binascii", globals(), "hexlify", "unhexlify", "b2a_base64", "a2b_base64", "crc32")
b2a_hex, a2b_hex = hexlify, unhexlify
