"""Lines of source files, kept for those who ask again."""

import sys
import _traceback

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# File name to (size, modification time, lines, full name); or a tuple of one function that gives the source.
cache = {}


def getline(filename, lineno, module_globals=None):
    """A line of a file, from 1, with its end; an empty string if there is none."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ""


def getlines(filename, module_globals=None):
    """All lines of a file; an empty list if it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    return updatecache(filename, module_globals)


def updatecache(filename, module_globals=None):
    """Read a file anew and give its lines."""
    if not filename:
        return []
    if filename.startswith("<") and filename.endswith(">"):
        # What was typed at the prompt, if there is one.
        prompt = sys.modules.get("_prompt")
        return prompt.lines(filename) if prompt else []
    entry = cache.pop(filename, None)
    lines = _traceback.source_lines(filename)
    if not lines and entry is None:
        lazycache(filename, module_globals)
        entry = cache.pop(filename, None)
    if not lines and entry is not None and len(entry) == 1:
        try:
            source = entry[0]()
        except (ImportError, OSError):
            source = None
        if source is None:
            return []
        lines = [line + "\n" for line in source.splitlines()]
    if lines:
        cache[filename] = (sum(map(len, lines)), None, lines, filename)
    return lines


def checkcache(filename=None):
    """Forget what files held: the next look reads them again."""
    names = list(cache) if filename is None else [filename]
    for name in names:
        entry = cache.get(name)
        if entry is not None and len(entry) != 1:
            # Entries that programs put in have no file behind them.
            lines = _traceback.source_lines(name)
            if lines and lines != entry[2]:
                del cache[name]


def clearcache():
    """Forget all files."""
    cache.clear()


def lazycache(filename, module_globals):
    """Remember a loader that can give the source of a module."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return False
    if not module_globals or "__name__" not in module_globals:
        return False
    spec = module_globals.get("__spec__")
    name = getattr(spec, "name", None) or module_globals["__name__"]
    loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
    get_source = getattr(loader, "get_source", None)
    if name and get_source:
        cache[filename] = (lambda: get_source(name),)
        return True
    return False
