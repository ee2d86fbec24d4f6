"""What `pathlib` finds by patterns. A path is text here, and ends in a slash where more is to follow."""

import glob
import os
import re

# Parts that stand for a folder itself and the one above: no names of entries.
_SPECIAL = ("", ".", "..")


class Search:
    """How patterns are read: whether capitals count (None: as the system has it), and whether `**` follows links."""

    def __init__(self, case_sensitive, follow):
        self._flags = re.IGNORECASE if case_sensitive is False else re.NOFLAG
        # Where the system does not decide, a name without magic is looked for among the entries, too.
        self._pedantic, self._follow = case_sensitive is not None, follow

    def found(self, root, parts):
        """The paths below a root that match the parts of a pattern."""
        start = "" if root == "." else root if root.endswith("/") else root + "/"
        return self._below(start, parts, False)

    def _below(self, path, parts, known):
        """The paths that match; `known` if the one to begin with is there."""
        if not parts:
            if known or os.path.lexists(path or "."):
                yield path
            return
        part, rest = parts[0], parts[1:]
        if part == "**":
            yield from self._anywhere(path, rest, known)
        elif part in _SPECIAL:
            yield from self._below(_joined(path, part, rest), rest, known)
        elif not self._pedantic and not glob.has_magic(part):
            yield from self._below(_joined(path, part, rest), rest, False)
        else:
            match = None if part == "*" else self._compiled(part)
            for entry in _entries(path):
                if match is not None and match(entry.name) is None:
                    continue
                if not rest:
                    yield path + entry.name
                elif _is_folder(entry, True):
                    yield from self._below(path + entry.name + "/", rest, True)

    def _anywhere(self, top, rest, known):
        """What `**` and the parts after it match, in any folder below."""
        while rest and rest[0] == "**":
            rest = rest[1:]
        pattern = "**"
        if self._follow:
            # The parts after it are matched with the names of the walk, or else a link would be followed for each.
            while rest and rest[0] not in _SPECIAL:
                pattern, rest = f"{pattern}/{rest[0]}", rest[1:]
        match = None if pattern == "**" else self._compiled(pattern)
        if match is None or match(top, len(top)) is not None:
            yield from self._below(top, rest, known)
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            for entry in _entries(folder):
                is_folder = _is_folder(entry, self._follow)
                if rest and not is_folder:
                    continue
                path = folder + entry.name
                if match is None or match(path, len(top)) is not None:
                    if rest:
                        yield from self._below(path + "/", rest, True)
                    else:
                        yield path
                if is_folder:
                    waiting.append(path + "/")

    def _compiled(self, pattern):
        return re.compile(glob.translate(pattern, recursive=True, include_hidden=True, seps="/"), self._flags).match


def _joined(path, part, rest):
    return path + part + "/" if rest and part else path + part


def _entries(path):
    try:
        with os.scandir(path or ".") as entries:
            return list(entries)
    except OSError:
        return []


def _is_folder(entry, follow):
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False
