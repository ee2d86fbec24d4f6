"""Tracebacks as text and as data. The texts themselves are made by the interpreter, which prints them, too."""

import sys

import _traceback
import linecache

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
    "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
    "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb",
]

_MISSING = object()
_REPEATS = 3


# Exceptions as text.

def _value_and_traceback(exc, value, tb):
    if (value is _MISSING) != (tb is _MISSING):
        raise ValueError("Both or neither of value and tb must be given")
    if value is _MISSING:
        if exc is None:
            return None, None
        if isinstance(exc, BaseException):
            return exc, exc.__traceback__
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return value, tb


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True, **kwargs):
    """The lines of an exception with its traceback, its causes and contexts: a list of strings that end in newlines.

    Takes the exception, or its class, itself and the traceback. Of each traceback at most limit entries are shown
    (below zero: the last ones); without chain, causes and contexts are left out.
    """
    value, tb = _value_and_traceback(exc, value, tb)
    if value is None:
        return ["NoneType: None\n"]
    return _traceback.format_exception(value, tb, limit, chain, kwargs.get("colorize", False))


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, file=None, chain=True, **kwargs):
    """Write what format_exception() gives to a file, or to sys.stderr."""
    text = "".join(format_exception(exc, value, tb, limit, chain, **kwargs))
    print(text, file=sys.stderr if file is None else file, end="")


def format_exception_only(exc, /, value=_MISSING, *, show_group=False, **kwargs):
    """The last lines alone: class, message and notes; with show_group, those of the exceptions in a group too."""
    if value is _MISSING:
        value = exc
    if value is None:
        return ["NoneType: None\n"]
    return list(TracebackException(type(value), value, None).format_exception_only(show_group=show_group, **kwargs))


def print_exc(limit=None, file=None, chain=True):
    """Write the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The exception that is being handled, in one text."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Write the exception that ended the last statement of the prompt. Raises ValueError if there is none."""
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    last = sys.last_exc if hasattr(sys, "last_exc") else sys.last_value
    print_exception(last, limit=limit, file=file, chain=chain)


# Tracebacks and stacks.

def extract_tb(tb, limit=None):
    """The entries of a traceback, outermost first, as a StackSummary."""
    return StackSummary(FrameSummary._of_entry(entry) for entry in _traceback.entries(tb, limit))


def format_tb(tb, limit=None):
    """The entries of a traceback as strings."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Write the entries of a traceback to a file, or to sys.stderr."""
    print_list(extract_tb(tb, limit), file)


def extract_stack(f=None, limit=None):
    """The calls from the outermost to a frame, or to the call of this function, as a StackSummary."""
    if f is None:
        f = sys._getframe(1)
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def format_stack(f=None, limit=None):
    """The calls to a frame, or to the call of this function, as strings."""
    return format_list(extract_stack(sys._getframe(1) if f is None else f, limit))


def print_stack(f=None, limit=None, file=None):
    """Write the calls to a frame, or to the call of this function, to a file or to sys.stderr."""
    print_list(extract_stack(sys._getframe(1) if f is None else f, limit), file)


def format_list(extracted_list):
    """Entries, also tuples (filename, lineno, name, line), as strings."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Write entries to a file, or to sys.stderr."""
    for text in format_list(extracted_list):
        print(text, file=sys.stderr if file is None else file, end="")


def walk_stack(f):
    """Frames and their lines, from a frame outwards."""
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Frames and their lines, from a traceback inwards."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def clear_frames(tb):
    """Forget the variables of all frames of a traceback, and with them what they keep alive."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


class FrameSummary:
    """One entry: where, and what the source says there."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_given", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._given = line
        self.locals = None if locals is None else {key: _safe(repr, value, "local") for key, value in locals.items()}

    @classmethod
    def _of_entry(cls, entry):
        filename, lineno, name, end_lineno, colno, end_colno = entry
        return cls(filename, lineno, name, end_lineno=end_lineno, colno=colno, end_colno=end_colno)

    @property
    def _text(self):
        if self._given is not None or self.lineno is None:
            return self._given
        lines = range(self.lineno, self.end_lineno + 1)
        return "\n".join(linecache.getline(self.filename, line).rstrip() for line in lines)

    @property
    def line(self):
        """The text of the first line without its indentation, or None."""
        text = self._text
        return None if text is None else text.partition("\n")[0].strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other) and self.locals == other.locals
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    __hash__ = None

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """Entries, outermost first."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """The entries of pairs (frame, line); with capture_locals, with the reprs of the frames' variables."""
        frames = list(frame_gen)
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        stack = cls()
        for frame, lineno in frames:
            code = frame.f_code
            linecache.lazycache(code.co_filename, frame.f_globals)
            held = frame.f_locals if capture_locals else None
            stack.append(FrameSummary(code.co_filename, lineno, code.co_name, locals=held))
        return stack

    @classmethod
    def from_list(cls, a_list):
        """Entries of tuples (filename, lineno, name, line), or of other entries."""
        stack = cls()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            stack.append(entry)
        return stack

    def format_frame_summary(self, frame_summary, *, colorize=False, **kwargs):
        """One entry as text; None leaves it out."""
        entry = frame_summary
        text = _traceback.format_entry(
            entry.filename, entry.lineno or 0, entry.name, entry._text, entry.end_lineno, entry.colno,
            entry.end_colno, colorize,
        )
        for name, value in sorted((entry.locals or {}).items()):
            text += f"    {name} = {value}\n"
        return text

    def format(self, **kwargs):
        """The entries as strings; an entry that repeats itself is shown three times and then counted."""
        texts = []
        before = None
        count = 0
        for entry in self:
            text = self.format_frame_summary(entry, **kwargs)
            if text is None:
                continue
            place = (entry.filename, entry.lineno, entry.name)
            if place != before:
                texts += _repetition(count)
                before, count = place, 0
            count += 1
            if count <= _REPEATS:
                texts.append(text)
        return texts + _repetition(count)


def _repetition(count):
    more = count - _REPEATS
    if more <= 0:
        return []
    return [f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n"]


def _safe(function, value, what):
    try:
        return function(value)
    except Exception:
        return f"<{what} {function.__name__}() failed>"


class TracebackException:
    """An exception with what leads to it, ready to be written."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self._value = exc_value
        self._traceback = exc_traceback
        self._limit = limit
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.exc_type = exc_type if save_exc_type else None
        self.exc_type_str = None if exc_value is None else _traceback.class_name(exc_value)
        if capture_locals:
            self.stack = StackSummary.extract(walk_tb(exc_traceback), limit=limit, capture_locals=True)
        else:
            self.stack = extract_tb(exc_traceback, limit)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        self._str = _safe(str, exc_value, "exception")
        if isinstance(exc_value, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text, self.offset, self.end_offset = exc_value.text, exc_value.offset, exc_value.end_offset
            self.msg = exc_value.msg

        def follow(exception):
            if exception is None or id(exception) in seen:
                return None
            return TracebackException(
                type(exception), exception, exception.__traceback__, limit=limit, capture_locals=capture_locals,
                max_group_width=max_group_width, max_group_depth=max_group_depth, _seen=seen,
            )

        self.__cause__ = follow(getattr(exc_value, "__cause__", None))
        self.__context__ = follow(getattr(exc_value, "__context__", None))
        self.exceptions = None
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [part for part in map(follow, exc_value.exceptions) if part is not None]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """What is known about an exception: as the constructor, without naming class and traceback."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format(self, *, chain=True, colorize=False, **kwargs):
        """The lines of the whole: an iterator of strings that end in newlines."""
        if self._value is None:
            yield "NoneType: None\n"
            return
        yield from _traceback.format_exception(self._value, self._traceback, self._limit, chain, colorize)

    def format_exception_only(self, *, show_group=False, _depth=0, colorize=False, **kwargs):
        """The last lines: class, message and notes."""
        indent = 3 * _depth * " "
        for text in _traceback.format_only(self._value, self._traceback, colorize):
            if _depth == 0:
                yield text
            else:
                yield from (indent + line for line in text.splitlines(True))
        if show_group and self.exceptions:
            for part in self.exceptions:
                yield from part.format_exception_only(show_group=True, _depth=_depth + 1, colorize=colorize)

    def print(self, *, file=None, chain=True, **kwargs):
        """Write the whole to a file, or to sys.stderr."""
        print("".join(self.format(chain=chain, **kwargs)), file=sys.stderr if file is None else file, end="")

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return list(self.format()) == list(other.format())
        return NotImplemented

    def __str__(self):
        return self._str
