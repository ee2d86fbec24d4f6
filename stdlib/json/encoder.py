"""Values to text."""

from _json import encode as _encode
from _json import encode_basestring, encode_basestring_ascii

__all__ = ["JSONEncoder"]

INFINITY = float("inf")


def py_encode_basestring(s):
    """A string between quotes, with escapes where they must be."""
    return encode_basestring(s)


def py_encode_basestring_ascii(s):
    """A string between quotes, in ASCII."""
    return encode_basestring_ascii(s)


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
        if type(self).iterencode is not JSONEncoder.iterencode and not isinstance(o, str):
            return "".join(self.iterencode(o, _one_shot=True))
        return self._text(o)

    def _text(self, o):
        return _encode(
            o, self.default, self.ensure_ascii, self.allow_nan, self.sort_keys, self.skipkeys, self.check_circular,
            _indent(self), self.item_separator, self.key_separator, 0,
        )

    def iterencode(self, o, _one_shot=False):
        """The text of a value in pieces."""
        return iter([self._text(o)]) if _one_shot else _Pieces(self).of(o, 0)


def _indent(encoder):
    indent = encoder.indent
    return indent if indent is None or isinstance(indent, str) else " " * indent


class _Pieces:
    """The pieces of a text, made when they are asked for."""

    def __init__(self, encoder):
        self._encoder, self._indent = encoder, _indent(encoder)
        self._quoted = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        # The containers around, if circles are to be found.
        self._around = {} if encoder.check_circular else None

    def of(self, value, level):
        """The pieces of any value."""
        text = self._scalar(value)
        if text is not None:
            yield text
        elif isinstance(value, (list, tuple)):
            yield from self._array(value, level)
        elif isinstance(value, dict):
            yield from self._object(value, level)
        else:
            self._enter(value)
            yield from self.of(self._encoder.default(value), level)
            self._leave(value)

    def _scalar(self, value):
        """The text of a value that holds no others, or None."""
        return self._quoted(value) if isinstance(value, str) else self._word(value)

    def _word(self, value):
        if value is None:
            return "null"
        if value is True:
            return "true"
        if value is False:
            return "false"
        if isinstance(value, int):
            return int.__repr__(value)
        return self._float(value) if isinstance(value, float) else None

    def _float(self, value):
        if value == value and value not in (INFINITY, -INFINITY):
            return float.__repr__(value)
        if not self._encoder.allow_nan:
            raise ValueError(f"Out of range float values are not JSON compliant: {value!r}")
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"

    def _enter(self, value):
        if self._around is not None:
            if id(value) in self._around:
                raise ValueError("Circular reference detected")
            self._around[id(value)] = value

    def _leave(self, value):
        if self._around is not None:
            del self._around[id(value)]

    def _line(self, level):
        return "" if self._indent is None else "\n" + self._indent * level

    def _array(self, values, level):
        if not values:
            yield "[]"
            return
        self._enter(values)
        before, separator = "[" + self._line(level + 1), self._encoder.item_separator + self._line(level + 1)
        for value in values:
            text = self._scalar(value)
            if text is not None:
                yield before + text
            else:
                yield before
                yield from self.of(value, level + 1)
            before = separator
        if self._indent is not None:
            yield self._line(level)
        yield "]"
        self._leave(values)

    def _object(self, values, level):
        if not values:
            yield "{}"
            return
        self._enter(values)
        yield "{"
        if self._indent is not None:
            yield self._line(level + 1)
        separator, first = self._encoder.item_separator + self._line(level + 1), True
        for key, value in sorted(values.items()) if self._encoder.sort_keys else values.items():
            name = key if isinstance(key, str) else self._word(key)
            if name is None:
                if self._encoder.skipkeys:
                    continue
                raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")
            if not first:
                yield separator
            first = False
            yield self._quoted(name)
            yield self._encoder.key_separator
            yield from self.of(value, level + 1)
        if self._indent is not None:
            yield self._line(level)
        yield "}"
        self._leave(values)
