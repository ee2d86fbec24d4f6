"""Constants of characters, templates with dollar signs, and str.format as a class that can be extended."""

import _string

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
    "printable", "punctuation", "whitespace", "Formatter", "Template",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """The words of a string with capitals; without sep, single spaces stand between them."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class _Nothing(dict):
    """Stands for a mapping that was not given."""


_nothing = _Nothing()


class _Both:
    """Two mappings; the first comes before the second."""

    def __init__(self, first, second):
        self._first = first
        self._second = second

    def __getitem__(self, key):
        try:
            return self._first[key]
        except KeyError:
            return self._second[key]


class Template:
    """A text with places like $name and ${name}; $$ is a dollar sign."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = 2

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compiled = None

    _compiled = None

    @classmethod
    def _places(cls):
        compiled = cls._compiled
        if compiled is None:
            import re

            if "pattern" in cls.__dict__:
                text = cls.pattern
            else:
                delimiter = re.escape(cls.delimiter)
                name, braced = cls.idpattern, cls.braceidpattern or cls.idpattern
                text = (
                    rf"{delimiter}(?:(?P<escaped>{delimiter})|(?P<named>{name})|"
                    rf"{{(?P<braced>{braced})}}|(?P<invalid>))"
                )
            compiled = cls._compiled = re.compile(text, cls.flags | 64) if isinstance(text, str) else text
        return compiled

    def __init__(self, template):
        self.template = template

    def _invalid(self, found):
        at = found.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len("".join(lines[:-1])) if lines else 1
        raise ValueError(f"Invalid placeholder in string: line {max(len(lines), 1)}, col {column}")

    def _filled(self, mapping, keywords, safe):
        if mapping is _nothing:
            mapping = keywords
        elif keywords:
            mapping = _Both(keywords, mapping)

        def value(found):
            name = found.group("named") or found.group("braced")
            if name is not None:
                if not safe:
                    return str(mapping[name])
                try:
                    return str(mapping[name])
                except KeyError:
                    return found.group()
            if found.group("escaped") is not None:
                return self.delimiter
            if found.group("invalid") is not None:
                return found.group() if safe else self._invalid(found)
            raise ValueError("Unrecognized named group in pattern", self._places())

        return self._places().sub(value, self.template)

    def substitute(self, mapping=_nothing, /, **kws):
        """The text with all places filled; KeyError for names that the mapping lacks."""
        return self._filled(mapping, kws, False)

    def safe_substitute(self, mapping=_nothing, /, **kws):
        """The text with the places filled for which there is something; the others stay."""
        return self._filled(mapping, kws, True)

    def is_valid(self):
        """Whether no place is malformed."""
        return all(found.group("invalid") is None for found in self._places().finditer(self.template))

    def get_identifiers(self):
        """The names of all places, in the order in which they occur first."""
        names = {}
        for found in self._places().finditer(self.template):
            name = found.group("named") or found.group("braced")
            if name is not None:
                names[name] = None
        return list(names)


class Formatter:
    """What str.format does, with steps that a subclass can replace."""

    def format(self, format_string, /, *args, **kwargs):
        """As vformat(), with the arguments one by one."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """The text of a template with values from a sequence and a mapping."""
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, number=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if name is None:
                continue
            first, _ = _string.formatter_field_name_split(name)
            if first == "":
                if number is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(number) + name
                number += 1
            elif isinstance(first, int):
                if number:
                    raise ValueError("cannot switch from automatic field numbering to manual field specification")
                number = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, number = self._vformat(spec, args, kwargs, used, depth - 1, number)
            parts.append(self.format_field(value, spec))
        return "".join(parts), number

    def get_value(self, key, args, kwargs):
        """The argument that a number or a name stands for."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """A place to refuse arguments that the template did not use."""
        pass

    def format_field(self, value, format_spec):
        """The text of a value under its specification."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """The value after !s, !r or !a. Raises ValueError for others."""
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """The pieces of a template: (literal, field name, specification, conversion)."""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """The value of a field name with attributes and keys, and the argument it begins with."""
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            value = getattr(value, key) if is_attribute else value[key]
        return value, first
