"""Files found by patterns."""

import fnmatch
import os
import re

__all__ = ["glob", "iglob", "escape", "translate"]

_MAGIC = re.compile("[*?[]")
_MAGIC_BYTES = re.compile(b"[*?[]")


def has_magic(s):
    """Whether a text has letters of a pattern."""
    return (_MAGIC if isinstance(s, str) else _MAGIC_BYTES).search(s) is not None


def escape(pathname):
    """A pattern that matches just this name."""
    if isinstance(pathname, bytes):
        return re.sub(rb"([*?[])", rb"[\1]", pathname)
    return re.sub(r"([*?[])", r"[\1]", pathname)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """The regular expression that matches the names that a pattern matches."""
    seps = seps or os.sep
    escaped = "".join(map(re.escape, seps))
    slash = f"[{escaped}]" if len(seps) > 1 else escaped
    letter = f"[^{escaped}]"
    if include_hidden:
        name, folders, below = f"{letter}+", f"(?:.+{slash})?", ".*"
    else:
        name = f"[^{escaped}.]{letter}*"
        folders = f"(?:{name}{slash})*"
        below = f"{folders}(?:{name})?"
    out, parts = [], re.split(slash, pat)
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if recursive and part == "**":
            if last:
                out.append(below)
            elif parts[place + 1] != "**":
                out.append(folders)
            continue
        if part == "*":
            out.append(name)
        elif part:
            if not include_hidden and part[0] in "*?":
                out.append(r"(?!\.)")
            out.extend(fnmatch._pieces(part, f"{letter}*", letter))
        if not last:
            out.append(slash)
    return f"(?s:{''.join(out)})\\Z"


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The names that match a pattern; `**` goes through folders if `recursive`."""
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """As glob(), one after the other."""
    root_dir = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    if isinstance(pathname, bytes):
        found = iglob(os.fsdecode(pathname), root_dir=os.fsdecode(root_dir), recursive=recursive,
                      include_hidden=include_hidden)
        return map(os.fsencode, found)
    folder, parts = "", pathname.split("/")
    if pathname.startswith("/"):
        rest = pathname.lstrip("/")
        folder, parts = pathname[:len(pathname) - len(rest)], rest.split("/")
    return (name for name in _below(root_dir, folder, parts, recursive, include_hidden) if name)


def _entries(root, folder):
    try:
        with os.scandir(os.path.join(root, folder) or ".") as entries:
            return list(entries)
    except OSError:
        return []


def _is_folder(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


def _below(root, folder, parts, recursive, hidden):
    """The names in a folder, and further down, that match the parts of a pattern."""
    part, rest = parts[0], parts[1:]
    if recursive and part == "**":
        yield from _anywhere_below(root, folder, rest, hidden)
    elif not has_magic(part):
        # Slashes that follow each other stay as they are.
        name = os.path.join(folder, part) + "/" if rest and not part else os.path.join(folder, part)
        if rest:
            if os.path.isdir(os.path.join(root, name)):
                yield from _below(root, name, rest, recursive, hidden)
        elif os.path.lexists(os.path.join(root, name)) if part else os.path.isdir(os.path.join(root, name)):
            yield name
    else:
        for entry in _entries(root, folder):
            if entry.name.startswith(".") and not hidden and not part.startswith("."):
                continue
            if fnmatch.fnmatchcase(entry.name, part):
                name = os.path.join(folder, entry.name)
                if not rest:
                    yield name
                elif _is_folder(entry):
                    yield from _below(root, name, rest, recursive, hidden)


def _anywhere_below(root, top, rest, hidden):
    """What `**` stands for: links are followed, as far as the system follows them."""
    if rest:
        yield from _below(root, top, rest, True, hidden)
    elif top:
        yield os.path.join(top, "")
    waiting = [iter(_entries(root, top))]
    folders = [top]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            folders.pop()
            continue
        if entry.name.startswith(".") and not hidden:
            continue
        name = os.path.join(folders[-1], entry.name)
        is_folder = _is_folder(entry)
        if not rest:
            yield name
        elif is_folder:
            yield from _below(root, name, rest, True, hidden)
        if is_folder:
            waiting.append(iter(_entries(root, name)))
            folders.append(name)
