"""Names matched against patterns with `*`, `?` and `[...]`."""

import functools
import posixpath
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def translate(pat):
    """The regular expression that matches what the pattern matches."""
    runs = [[]]
    for piece in _pieces(pat):
        if piece is None:
            runs.append([])
        else:
            runs[-1].append(piece)
    runs = ["".join(run) for run in runs]
    if len(runs) == 1:
        return f"(?s:{runs[0]})\\Z"
    # What stands between two stars is found at the first place where it is: going back could not help.
    between = "".join([f"(?>.*?{run})" for run in runs[1:-1]])
    return f"(?s:{runs[0]}{between}.*{runs[-1]})\\Z"


def _pieces(pat, anything=None, one="."):
    """A pattern as pieces of a regular expression: `anything` for stars, however many follow each other, `one` for `?`."""
    at = 0
    while at < len(pat):
        letter, at = pat[at], at + 1
        if letter == "*":
            while pat[at:at + 1] == "*":
                at += 1
            yield anything
        elif letter == "?":
            yield one
        elif letter == "[":
            end = at + (pat[at:at + 1] == "!")
            end = pat.find("]", end + (pat[end:end + 1] == "]"))
            if end < 0:
                yield "\\["
            else:
                yield _set(pat[at:end])
                at = end + 1
        else:
            yield re.escape(letter)


def _set(inside):
    """The set of letters that stands between brackets."""
    negated = inside.startswith("!")
    ends = _ends_of_ranges(inside, 2 if negated else 1)
    members = "-".join([part.replace("\\", "\\\\").replace("-", "\\-") for part in ends]) if "-" in inside else (
        inside.replace("\\", "\\\\"))
    members = re.sub("([&~|])", r"\\\1", members)
    if not members:
        # Nothing is in an empty range; everything is outside of it.
        return "(?!)"
    if members == "!":
        return "."
    if negated:
        members = "^" + members[1:]
    elif members[0] in "^[":
        members = "\\" + members
    return f"[{members}]"


def _ends_of_ranges(inside, first):
    """The texts between the hyphens that make ranges; ranges that hold nothing are taken out."""
    parts, start = [], 0
    hyphen = inside.find("-", first)
    while hyphen >= 0:
        parts.append(inside[start:hyphen])
        start = hyphen + 1
        hyphen = inside.find("-", hyphen + 3)
    if start < len(inside):
        parts.append(inside[start:])
    else:
        parts[-1] += "-"
    for place in range(len(parts) - 1, 0, -1):
        if parts[place - 1][-1] > parts[place][0]:
            parts[place - 1:place + 1] = [parts[place - 1][:-1] + parts[place][1:]]
    return parts


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
