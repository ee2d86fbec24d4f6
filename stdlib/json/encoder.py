"""Values to text."""

from _json import encode as _encode
from _json import quote as _quote

__all__ = ["JSONEncoder"]


def py_encode_basestring(s):
    """A string between quotes, with escapes where they must be."""
    return _quote(s, False)


def py_encode_basestring_ascii(s):
    """A string between quotes, in ASCII."""
    return _quote(s, True)


encode_basestring, encode_basestring_ascii = py_encode_basestring, py_encode_basestring_ascii


class JSONEncoder:
    """An encoder with its options; subclasses override `default` for values of other kinds."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """What a value of another kind is written as: nothing, unless a subclass knows better."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """The text of a value."""
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        return _encode(
            o, self.default, self.ensure_ascii, self.allow_nan, self.sort_keys, self.skipkeys, self.check_circular,
            indent, self.item_separator, self.key_separator, 0,
        )

    def iterencode(self, o, _one_shot=False):
        """The text of a value in pieces, of which there is one."""
        yield JSONEncoder.encode(self, o)
