"""Files and folders that go away by themselves."""

import os
import random
import shutil
import sys
import weakref
from io import BytesIO, StringIO, open as _open

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp",
    "TMP_MAX", "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb",
]

TMP_MAX = 10000
template = "tmp"
tempdir = None
_letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
_choice = random.SystemRandom().choice if hasattr(random, "SystemRandom") else random.choice


def gettempprefix():
    """How names begin where nothing else is said."""
    return template


def gettempprefixb():
    """As gettempprefix(), in bytes."""
    return template.encode()


def gettempdir():
    """The folder for temporary files."""
    global tempdir
    if tempdir is None:
        named = [os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")]
        places = [*named, "/tmp", "/var/tmp", "/usr/tmp", os.getcwd()]
        for place in places:
            if place and os.path.isdir(place):
                tempdir = os.path.abspath(place)
                break
        else:
            raise FileNotFoundError(2, "No usable temporary directory found in %s" % places)
    return tempdir


def gettempdirb():
    """As gettempdir(), in bytes."""
    return os.fsencode(gettempdir())


def _attempts(suffix, prefix, folder):
    kinds = {type(part) for part in (suffix, prefix, folder) if part is not None and isinstance(part, (str, bytes))}
    if len(kinds) > 1:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    binary = kinds == {bytes}
    convert = os.fsencode if binary else os.fspath
    folder = convert(gettempdir()) if folder is None else os.fspath(folder)
    suffix = convert("") if suffix is None else suffix
    prefix = convert(template) if prefix is None else prefix
    for _ in range(TMP_MAX):
        middle = "".join(_choice(_letters) for _ in range(8))
        yield os.path.abspath(os.path.join(folder, prefix + convert(middle) + suffix))
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Makes a file; gives its descriptor and its name."""
    for name in _attempts(suffix, prefix, dir):
        try:
            return os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), name
        except FileExistsError:
            continue


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a folder and gives its name."""
    for name in _attempts(suffix, prefix, dir):
        try:
            os.mkdir(name, 0o700)
        except FileExistsError:
            continue
        return name


def mktemp(suffix="", prefix=template, dir=None):
    """A name that no file has yet."""
    for name in _attempts(suffix, prefix, dir):
        if not os.path.lexists(name):
            return name


def _remove(name):
    try:
        os.unlink(name)
    except OSError:
        # Somebody else removed it.
        pass


class _NamedFile:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete, delete_on_close):
        self.file = file
        self.name = name
        self.delete = delete
        self._closes = delete and delete_on_close
        self._finalizer = weakref.finalize(self, _remove, name) if delete else None

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __iter__(self):
        return iter(self.file)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *details):
        self.file.close()
        self._end()

    def close(self):
        """Closes the file, and removes it unless it is to be kept."""
        self.file.close()
        if self._closes:
            self._end()

    def _end(self):
        if self._finalizer is not None:
            self._finalizer()


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None, delete_on_close=True):
    """A temporary file with a name."""
    fd, name = mkstemp(suffix, prefix, dir)
    file = _open(fd, mode, buffering, encoding, errors, newline)
    return _NamedFile(file, name, delete, delete_on_close)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """A temporary file without a name."""
    fd, name = mkstemp(suffix, prefix, dir)
    _remove(name)
    return _open(fd, mode, buffering, encoding, errors, newline)


class SpooledTemporaryFile:
    """A file in memory, until it is longer than `max_size`."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        self._file = BytesIO() if "b" in mode else StringIO(newline="\n")
        self._most = max_size
        self._rolled = False
        self._mode = mode
        self._make = lambda: TemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir, errors=errors)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self._file.close()

    def rollover(self):
        """Moves the content to a file of the system."""
        if not self._rolled:
            before, place = self._file, self._file.tell()
            self._file = self._make()
            self._file.write(before.getvalue())
            self._file.seek(place)
            self._rolled = True

    def write(self, data):
        """Writes, and moves to a file of the system if that is too much for memory."""
        count = self._file.write(data)
        if not self._rolled and self._most and self._file.tell() > self._most:
            self.rollover()
        return count


def _clean_up(name, text):
    """Removes the folder of an object that nobody closed."""
    shutil.rmtree(name, ignore_errors=True)
    _sys_modules = sys.modules
    if "warnings" in sys.modules:
        sys.modules["warnings"].warn(text, ResourceWarning)


class TemporaryDirectory:
    """A folder that is removed with all that is in it."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignores = ignore_cleanup_errors
        self._delete = delete
        self._finalizer = None
        if delete:
            text = f"Implicitly cleaning up {self!r}"
            self._finalizer = weakref.finalize(self, _clean_up, self.name, text)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *details):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Removes the folder."""
        if self._finalizer is not None:
            self._finalizer.detach()
        if os.path.exists(self.name):
            shutil.rmtree(self.name, ignore_errors=self._ignores)
