"""Regular expressions: searching text for what a pattern describes.

The engine is native; here are its functions, as they can be methods of classes, the flags and the exception.
"""

import _re
from _re import Match, Pattern

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
    "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError",
]


class _Zero(int):
    """Says that an option was not given."""


_zero = _Zero()


def match(pattern, string, flags=0):
    """A match that begins where the string does, or None."""
    return _re.match(pattern, string, flags)


def fullmatch(pattern, string, flags=0):
    """A match of the whole string, or None."""
    return _re.fullmatch(pattern, string, flags)


def search(pattern, string, flags=0):
    """The first match anywhere in the string, or None."""
    return _re.search(pattern, string, flags)


def sub(pattern, repl, string, *args, count=_zero, flags=_zero):
    """The string with its matches replaced by text, or by what a function gives for each match."""
    if args:
        count, flags = _options("sub", "count", 5, args, count, flags)
    return _re.sub(pattern, repl, string, count, flags)


def subn(pattern, repl, string, *args, count=_zero, flags=_zero):
    """As sub, with the number of matches that were replaced."""
    if args:
        count, flags = _options("subn", "count", 5, args, count, flags)
    return _re.subn(pattern, repl, string, count, flags)


def split(pattern, string, *args, maxsplit=_zero, flags=_zero):
    """The parts of the string between matches, and what groups matched; at most maxsplit cuts, if that is not zero."""
    if args:
        maxsplit, flags = _options("split", "maxsplit", 4, args, maxsplit, flags)
    return _re.split(pattern, string, maxsplit, flags)


def _options(function, name, most, args, count, flags):
    """Options that were given by their place, which is deprecated."""
    if count is not _zero:
        raise TypeError(f"{function}() got multiple values for argument '{name}'")
    count, *args = args
    if args:
        if flags is not _zero:
            raise TypeError(f"{function}() got multiple values for argument 'flags'")
        flags, *args = args
        if args:
            given = most + len(args)
            raise TypeError(f"{function}() takes from {most - 2} to {most} positional arguments but {given} were given")
    import warnings

    warnings.warn(f"'{name}' is passed as positional argument", DeprecationWarning, stacklevel=3)
    return count, flags


def findall(pattern, string, flags=0):
    """All matches, or the groups of all matches."""
    return _re.findall(pattern, string, flags)


def finditer(pattern, string, flags=0):
    """An iterator over all matches."""
    return _re.finditer(pattern, string, flags)


def compile(pattern, flags=0):
    """A compiled pattern, or the one that was given."""
    return _re.compile(pattern, flags)


def purge():
    """Forget all patterns that were kept."""
    _re.purge()


def escape(pattern):
    """The text as a pattern that matches just this text."""
    return _re.escape(pattern)


class Scanner:
    """Takes a text apart by a list of patterns, each with what becomes of its matches: a function, a value or None."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._phrases = [(_re.compile(phrase, int(flags)), action) for phrase, action in lexicon]

    def scan(self, string):
        """What the functions give for the matches from the beginning on, and the rest of the text."""
        result, at = [], 0
        while True:
            found, action = self._match(string, at)
            if found is None or found.end() == at:
                return result, string[at:]
            at = found.end()
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)

    def _match(self, string, at):
        for phrase, action in self._phrases:
            found = phrase.match(string, at)
            if found is not None:
                return found, action
        return None, None


_FLAGS = {
    "RegexFlag", "NOFLAG", "ASCII", "A", "IGNORECASE", "I", "LOCALE", "L", "UNICODE", "U", "MULTILINE", "M", "DOTALL", "S",
    "VERBOSE", "X", "DEBUG",
}


def __getattr__(name):
    # Flags are members of an enum, and that module takes longer to import than this one: they come when one is used.
    if name not in _FLAGS:
        raise AttributeError(f"module 're' has no attribute {name!r}")
    import _reflags

    globals()["RegexFlag"] = _reflags.RegexFlag
    return globals()[name]


def __dir__():
    return sorted(_FLAGS.union(globals()) - {"_FLAGS", "__getattr__", "__dir__"})


class PatternError(Exception):
    """A pattern that is wrong: what (msg), in which pattern, and where (pos, lineno, colno)."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f"{msg} at position {pos}"
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


error = PatternError
_re.set_error(PatternError)
