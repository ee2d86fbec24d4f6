"""Files found by patterns."""

import fnmatch
import os
import re

__all__ = ["escape", "glob", "iglob", "has_magic"]


def has_magic(s):
    """Whether a text has letters of a pattern."""
    return re.search("[*?[]" if isinstance(s, str) else b"[*?[]", s) is not None


def escape(pathname):
    """A pattern that matches just this name."""
    if isinstance(pathname, bytes):
        return re.sub(rb"([*?[])", rb"[\1]", pathname)
    return re.sub(r"([*?[])", r"[\1]", pathname)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The names that match a pattern; `**` goes through folders if `recursive`."""
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """As glob(), one after the other."""
    pathname = os.fspath(pathname)
    if isinstance(pathname, bytes):
        for found in iglob(os.fsdecode(pathname), root_dir=root_dir, recursive=recursive, include_hidden=include_hidden):
            yield os.fsencode(found)
        return
    parts = pathname.split("/")
    base = ""
    if pathname.startswith("/"):
        base, parts = "/", pathname.lstrip("/").split("/")
    yield from _below(root_dir or "", base, parts, recursive, include_hidden)


def _names(root, base):
    try:
        with os.scandir(os.path.join(root, base) or ".") as entries:
            return list(entries)
    except OSError:
        return []


def _below(root, base, parts, recursive, hidden):
    part, rest = parts[0], parts[1:]
    if recursive and part == "**":
        if rest:
            yield from _below(root, base, rest, recursive, hidden)
        elif base:
            yield os.path.join(base, "")
        for entry in _names(root, base):
            if not hidden and entry.name.startswith("."):
                continue
            name = os.path.join(base, entry.name)
            if entry.is_dir():
                if rest:
                    yield from _below(root, name, parts, recursive, hidden)
                else:
                    yield name
                    for found in _below(root, name, parts, recursive, hidden):
                        if found != os.path.join(name, ""):
                            yield found
            elif not rest:
                yield name
        return
    if not has_magic(part):
        name = os.path.join(base, part)
        if rest:
            if os.path.isdir(os.path.join(root, name)):
                yield from _below(root, name, rest, recursive, hidden)
        elif os.path.lexists(os.path.join(root, name)):
            yield name
        return
    for entry in _names(root, base):
        if entry.name.startswith(".") and not hidden and not part.startswith("."):
            continue
        if fnmatch.fnmatchcase(entry.name, part):
            name = os.path.join(base, entry.name)
            if not rest:
                yield name
            elif entry.is_dir():
                yield from _below(root, name, rest, recursive, hidden)
