"""How records become text: the three styles of templates, and what fills them."""

import time
import traceback
from string import Formatter as _Fields, Template


class PercentStyle:
    """Templates of the operator `%`."""

    default_format = "%(message)s"
    asctime_format = "%(asctime)s"
    asctime_search = "%(asctime)"

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults

    def usesTime(self):
        """Whether the time is shown."""
        return self.asctime_search in self._fmt

    def validate(self):
        """Raises ValueError for a template that shows nothing of a record."""
        import re

        if not re.search(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", self._fmt, re.IGNORECASE):
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def _values(self, record):
        return self._defaults | vars(record) if self._defaults else vars(record)

    def _format(self, record):
        return self._fmt % self._values(record)

    def format(self, record):
        """The text of a record."""
        try:
            return self._format(record)
        except KeyError as error:
            raise ValueError(f"Formatting field not found in record: {error}")


class StrFormatStyle(PercentStyle):
    """Templates of `str.format`."""

    default_format = "{message}"
    asctime_format = "{asctime}"
    asctime_search = "{asctime"

    def _format(self, record):
        return self._fmt.format(**self._values(record))

    def validate(self):
        """Raises ValueError for a template that is wrong or shows nothing of a record."""
        try:
            shown = [name for _, name, spec, conversion in _Fields().parse(self._fmt) if _checked(name, spec, conversion)]
        except ValueError as error:
            raise ValueError(f"invalid format: {error}")
        if not shown:
            raise ValueError("invalid format: no fields")


def _checked(name, spec, conversion):
    """The name of a field; ValueError if that or what follows makes no sense."""
    import re

    if name and not re.match(r"^(\d+|\w+)(\.\w+|\[[^]]+\])*$", name):
        raise ValueError(f"invalid field name/expression: {name!r}")
    if conversion and conversion not in "rsa":
        raise ValueError(f"invalid conversion: {conversion!r}")
    sound = r"^(.?[<=>^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$"
    if spec and not re.match(sound, spec, re.IGNORECASE):
        raise ValueError(f"bad specifier: {spec!r}")
    return name


class StringTemplateStyle(PercentStyle):
    """Templates of `string.Template`."""

    default_format = "${message}"
    asctime_format = "${asctime}"
    asctime_search = "${asctime}"

    def __init__(self, fmt, *, defaults=None):
        super().__init__(fmt, defaults=defaults)
        self._tpl = Template(self._fmt)

    def usesTime(self):
        """Whether the time is shown."""
        return "$asctime" in self._fmt or self.asctime_search in self._fmt

    def validate(self):
        """Raises ValueError for a template that is wrong or shows nothing of a record."""
        fields = False
        for found in self._tpl._places().finditer(self._fmt):
            if found["named"] or found["braced"]:
                fields = True
            elif found[0] == "$":
                raise ValueError("invalid format: bare '$' not allowed")
        if not fields:
            raise ValueError("invalid format: no fields")

    def _format(self, record):
        return self._tpl.substitute(**self._values(record))


BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
# A style, and the template of `basicConfig` in it.
STYLES = {
    "%": (PercentStyle, BASIC_FORMAT),
    "{": (StrFormatStyle, "{levelname}:{name}:{message}"),
    "$": (StringTemplateStyle, "${levelname}:${name}:${message}"),
}


class Formatter:
    """How a record becomes text."""

    converter = time.localtime
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in STYLES:
            raise ValueError(f"Style must be one of: {','.join(STYLES)}")
        self._style = STYLES[style][0](fmt, defaults=defaults)
        # The usual template needs no look.
        if validate and fmt:
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

    def usesTime(self):
        """Whether the time is shown."""
        return self._style.usesTime()

    def formatTime(self, record, datefmt=None):
        """The time of a record."""
        moment = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        """The traceback of an exception."""
        return "".join(traceback.format_exception(*ei)).removesuffix("\n")

    def formatStack(self, stack_info):
        """The stack as text."""
        return stack_info

    def formatMessage(self, record):
        """The line of a record."""
        return self._style.format(record)

    def format(self, record):
        """The text of a record, with its traceback."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            text = _below(text, record.exc_text)
        if record.stack_info:
            text = _below(text, self.formatStack(record.stack_info))
        return text


def _below(text, more):
    return text + more if text.endswith("\n") else f"{text}\n{more}"


default_formatter = Formatter()


class BufferingFormatter:
    """How several records become one text."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or default_formatter

    def formatHeader(self, records):
        """What stands before them."""
        return ""

    def formatFooter(self, records):
        """What stands behind them."""
        return ""

    def format(self, records):
        """The text of records; none for none."""
        if not records:
            return ""
        return self.formatHeader(records) + "".join(map(self.linefmt.format, records)) + self.formatFooter(records)


for _each in (PercentStyle, StrFormatStyle, StringTemplateStyle, Formatter, BufferingFormatter):
    _each.__module__ = "logging"
del _each
