"""Names matched against patterns with `*`, `?` and `[...]`."""

import functools
import posixpath
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def translate(pat):
    """The regular expression that matches what the pattern matches."""
    out, at = [], 0
    while at < len(pat):
        letter, at = pat[at], at + 1
        if letter == "*":
            if not out or out[-1] != ".*":
                out.append(".*")
        elif letter == "?":
            out.append(".")
        elif letter == "[":
            end = at + (pat[at:at + 1] == "!")
            end = pat.find("]", end + (pat[end:end + 1] == "]"))
            if end < 0:
                out.append("\\[")
                continue
            inside, at = pat[at:end], end + 1
            negated = inside.startswith("!")
            members = _members(inside[negated:])
            if members:
                out.append(f"[{'^' if negated else ''}{members}]")
            else:
                # Nothing is in an empty range; everything is outside of it.
                out.append("." if negated else "(?!)")
        else:
            out.append(re.escape(letter))
    return f"(?s:{''.join(out)})\\Z"


def _members(inside):
    out, at = [], 0
    while at < len(inside):
        if inside[at + 1:at + 2] == "-" and at + 2 < len(inside):
            low, high = inside[at], inside[at + 2]
            if low <= high:
                out.append(f"{re.escape(low)}-{re.escape(high)}")
            at += 3
        else:
            letter = inside[at]
            out.append("\\" + letter if letter in "\\^]-[&~|" else letter)
            at += 1
    return "".join(out)


@functools.lru_cache(maxsize=1024)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode("latin-1")).encode("latin-1")).match
    return re.compile(translate(pat)).match


def fnmatchcase(name, pat):
    """Whether the name matches; capitals count."""
    return _matcher(pat)(name) is not None


def fnmatch(name, pat):
    """Whether the name matches, by the customs of the system."""
    return fnmatchcase(posixpath.normcase(name), posixpath.normcase(pat))


def filter(names, pat):
    """The names that match."""
    match = _matcher(posixpath.normcase(pat))
    return [name for name in names if match(name)]
