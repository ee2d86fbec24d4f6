"""Names of files on systems like Unix: taking them apart and putting them together."""

import _library
import posix
from posix import _path_join as _join, _path_split as _split, fspath as _fspath

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename", "dirname", "commonprefix",
    "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount",
    "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile", "samestat", "curdir", "pardir",
    "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath",
    "commonpath", "isjunction", "isdevdrive", "isreserved", "ALLOW_MISSING",
]

curdir, pardir, extsep, sep, pathsep = ".", "..", ".", "/", ":"
altsep, devnull, defpath = None, "/dev/null", "/bin:/usr/bin"
supports_unicode_filenames = False


class ALLOW_MISSING:
    """Tells realpath() that files need not be there."""


def _same_kind(first, others, function):
    kind = type(first) if isinstance(first, (str, bytes)) else None
    for other in others:
        if not isinstance(other, (str, bytes)):
            given = type(other).__name__
            raise TypeError(f"{function}() argument must be str, bytes, or os.PathLike object, not {given!r}")
        if isinstance(other, str) != isinstance(first, str):
            raise TypeError("Can't mix strings and bytes in path components") from None
    return kind


def _slash(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(path):
    """The name itself: capitals count."""
    return _fspath(path)


def isabs(path):
    """Whether a name begins at the root."""
    path = _fspath(path)
    return path.startswith(_slash(path))


def join(a, *p):
    """Names one below the other; one that begins at the root starts anew."""
    plain = _join(a, p)
    if plain is not None:
        return plain
    whole = _fspath(a)
    slash = _slash(whole)
    try:
        for part in map(_fspath, p):
            if part.startswith(slash) or not whole:
                whole = part if part.startswith(slash) or not whole else whole + part
            elif whole.endswith(slash):
                whole += part
            else:
                whole += slash + part
    except (TypeError, AttributeError):
        _same_kind(whole, p, "join")
        raise
    if p and not whole and isinstance(_fspath(p[0]), bytes) != isinstance(_fspath(a), bytes):
        _same_kind(_fspath(a), map(_fspath, p), "join")
    return whole


def split(path):
    """The name before the last slash, and what stands after it."""
    plain = _split(path)
    if plain is not None:
        return plain
    path = _fspath(path)
    slash = _slash(path)
    at = path.rfind(slash) + 1
    head, tail = path[:at], path[at:]
    return head.rstrip(slash) or head, tail


def splitext(path):
    """The name without its last extension, and the extension with its dot."""
    path = _fspath(path)
    slash, dot = _slash(path), b"." if isinstance(path, bytes) else "."
    start = path.rfind(slash) + 1
    at = path.rfind(dot)
    # Dots at the beginning of a name begin no extension.
    if at > start and path[start:at].strip(dot):
        return path[:at], path[at:]
    return path, path[:0]


def splitdrive(path):
    """Nothing and the name: there are no drives."""
    path = _fspath(path)
    return path[:0], path


def splitroot(path):
    """Drive (always empty), root and the rest."""
    path = _fspath(path)
    slash = _slash(path)
    rest = path.lstrip(slash)
    count = len(path) - len(rest)
    if count == 2:
        return path[:0], path[:2], rest
    return path[:0], path[:min(count, 1)], path[min(count, 1):]


def basename(path):
    """What stands after the last slash."""
    return split(path)[1]


def dirname(path):
    """What stands before the last slash."""
    return split(path)[0]


def commonprefix(names):
    """The longest text (or list of parts) that all begin with."""
    if not names:
        return ""
    if not isinstance(names[0], (list, tuple)):
        names = tuple(map(_fspath, names))
    low, high = min(names), max(names)
    for index, part in enumerate(low):
        if index >= len(high) or part != high[index]:
            return low[:index]
    return low


def commonpath(paths):
    """The longest folder that all names lie in."""
    paths = tuple(map(_fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    _same_kind(paths[0], paths, "commonpath")
    slash, dot = _slash(paths[0]), b"." if isinstance(paths[0], bytes) else "."
    absolute = {path.startswith(slash) for path in paths}
    if len(absolute) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    return (slash if absolute.pop() else slash[:0]) + slash.join(commonprefix(parts))


def normpath(path):
    """The name without empty parts, `.` and, where that is sure, `..`."""
    path = _fspath(path)
    slash = _slash(path)
    dot, up = (b".", b"..") if isinstance(path, bytes) else (".", "..")
    if not path:
        return dot
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != up or not root and not parts or parts and parts[-1] == up:
            parts.append(part)
        elif parts:
            parts.pop()
    return root + slash.join(parts) or dot


def abspath(path):
    """The name from the root."""
    path = _fspath(path)
    if not isabs(path):
        here = posix.getcwd()
        path = join(here.encode("utf-8", "surrogateescape") if isinstance(path, bytes) else here, path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The name from the root without symbolic links."""
    filename = _fspath(filename)
    try:
        return posix._realpath(filename or filename + (b"." if isinstance(filename, bytes) else "."))
    except OSError:
        return _resolved(filename, bool(strict) and strict is not ALLOW_MISSING)


def _resolved(filename, strict):
    """The name without symbolic links, as far as there are files: what is missing is taken as it stands, or is an error."""
    import os
    slash = _slash(filename)
    dot, up = (b".", b"..") if isinstance(filename, bytes) else (".", "..")
    found = slash if filename.startswith(slash) else os.getcwdb() if isinstance(filename, bytes) else os.getcwd()
    # A tuple on the stack says that the link it names is resolved.
    waiting, known = filename.split(slash)[::-1], {}
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            known[part[0]] = found
        elif part == up:
            found = dirname(found)
        elif part and part != dot:
            below = join(found, part)
            target = _target(below, strict) if below not in known else None
            if target is None:
                # A link that leads to itself is left as it is.
                found = known.get(below) or below
                if strict and below in known and known[below] is None:
                    posix._stat(below, True)
                continue
            known[below] = None
            waiting.append((below,))
            waiting.extend(target.split(slash)[::-1])
            if target.startswith(slash):
                found = slash
    return found


def _target(path, strict):
    """What a link leads to; None for anything else."""
    try:
        return posix.readlink(path)
    except OSError:
        if strict:
            posix._stat(path, False)
        return None


def relpath(path, start=None):
    """The name seen from a folder."""
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    slash = _slash(path)
    dot, up = (b".", b"..") if isinstance(path, bytes) else (".", "..")
    start = dot if start is None else _fspath(start)
    _same_kind(path, (start,), "relpath")
    origin = [part for part in abspath(start).split(slash) if part]
    target = [part for part in abspath(path).split(slash) if part]
    shared = len(commonprefix([origin, target]))
    return slash.join([up] * (len(origin) - shared) + target[shared:]) or dot


def expanduser(path):
    """The name with a leading `~` replaced by the home folder."""
    import os
    path = _fspath(path)
    tilde, slash = (b"~", b"/") if isinstance(path, bytes) else ("~", "/")
    if not path.startswith(tilde):
        return path
    end = path.find(slash)
    end = len(path) if end < 0 else end
    if end != 1:
        return path
    home = os.environ.get("HOME")
    if home is None:
        return path
    home = os.fsencode(home) if isinstance(path, bytes) else home
    return home.rstrip(slash) + path[end:] or slash


def expandvars(path):
    """The name with `$name` and `${name}` replaced by variables of the environment."""
    import os
    import re
    path = _fspath(path)
    if isinstance(path, bytes):
        pattern, environ = rb"\$(\w+|\{[^}]*\})", os.environb
        strip = b"{}"
    else:
        pattern, environ, strip = r"\$(\w+|\{[^}]*\})", os.environ, "{}"

    def replacement(match):
        name = match[1]
        return environ.get(name.strip(strip), match[0])

    return re.sub(pattern, replacement, path, flags=re.ASCII)


def _asked(question, path):
    if isinstance(path, int):
        import os
        try:
            mode = os.stat(path).st_mode & 0o170000
        except OSError:
            return False
        return question is posix._exists or mode == (0o040000 if question is posix._is_folder else 0o100000)
    try:
        return question(path)
    except ValueError:
        return False


def exists(path):
    """Whether there is something of this name."""
    return _asked(posix._exists, path)


def lexists(path):
    """Whether there is something of this name, be it a link that leads nowhere."""
    return _asked(posix._is_link, path) or _asked(posix._exists, path)


def isfile(path):
    """Whether there is a file of this name."""
    return _asked(posix._is_file, path)


def isdir(path):
    """Whether there is a folder of this name."""
    return _asked(posix._is_folder, path)


def islink(path):
    """Whether there is a symbolic link of this name."""
    return _asked(posix._is_link, path)


def isjunction(path):
    """False: there are none."""
    _fspath(path)
    return False


isdevdrive = isjunction


def isreserved(path):
    """Whether the system keeps this name for itself."""
    return False


def ismount(path):
    """Whether another file system begins in this folder."""
    import os
    try:
        here, above = os.lstat(path), os.lstat(join(path, b".." if isinstance(_fspath(path), bytes) else ".."))
    except OSError:
        return False
    if islink(path):
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def _of_stat(name, attribute):
    def answer(filename):
        import os
        return getattr(os.stat(filename), attribute)
    answer.__name__ = answer.__qualname__ = name
    answer.__doc__ = f"`{attribute}` of the file."
    return answer


getsize = _of_stat("getsize", "st_size")
getmtime = _of_stat("getmtime", "st_mtime")
getatime = _of_stat("getatime", "st_atime")
getctime = _of_stat("getctime", "st_ctime")


def samestat(first, second):
    """Whether two answers of stat() are about one file."""
    return first.st_ino == second.st_ino and first.st_dev == second.st_dev


def samefile(first, second):
    """Whether two names lead to one file."""
    import os
    return samestat(os.stat(first), os.stat(second))


def sameopenfile(first, second):
    """Whether two descriptors are of one file."""
    import os
    return samestat(os.fstat(first), os.fstat(second))


_library.builtins("posix", globals(), "normpath", "splitroot")
