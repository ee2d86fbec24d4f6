"""The system: files and folders, the environment, the process."""

import _library
import abc
import stat as _stat
import sys

import posix
import posixpath as path
from _records import record as _record
from posix import *
from posix import _exit
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules["os.path"] = path

name = "posix"
linesep = "\n"
error = OSError
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
P_WAIT, P_NOWAIT = 0, 1
supports_follow_symlinks, supports_fd, supports_dir_fd, supports_effective_ids = set(), set(), set(), set()
supports_bytes_environ = True

_STAT = (
    "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
)
_Stat = _record("stat_result", _STAT, module="os")
terminal_size = _record("terminal_size", "columns lines", module="os")
uname_result = _record("uname_result", "sysname nodename release version machine", module="posix")
times_result = _record("times_result", "user system children_user children_system elapsed", module="posix")


class stat_result(_Stat):
    """What stat() answers: times of the items are whole seconds, those of the attributes have fractions."""

    __module__ = "os"

    def __new__(cls, sequence, more=None, /):
        items = tuple(sequence)
        if more is None:
            self = _Stat.__new__(cls, items[:10])
            vars(self).update(zip(("st_atime", "st_mtime", "st_ctime"), items[7:10]))
            return self
        self = _Stat.__new__(cls, items)
        vars(self).update(more)
        return self

    st_atime = property(lambda self: vars(self)["st_atime"])
    st_mtime = property(lambda self: vars(self)["st_mtime"])
    st_ctime = property(lambda self: vars(self)["st_ctime"])


def _stat_result(numbers):
    mode, inode, device, links, user, group, size, accessed, modified, changed, block, blocks, special = numbers
    seconds = [time // 1_000_000_000 for time in (accessed, modified, changed)]
    more = {
        "st_atime": accessed / 1e9, "st_mtime": modified / 1e9, "st_ctime": changed / 1e9,
        "st_atime_ns": accessed, "st_mtime_ns": modified, "st_ctime_ns": changed,
        "st_blksize": block, "st_blocks": blocks, "st_rdev": special,
    }
    return stat_result((mode, inode, device, links, user, group, size, *seconds), more)


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """What is known about a file, by its name or descriptor."""
    if isinstance(path, int):
        return fstat(path)
    return _stat_result(posix._stat(path, follow_symlinks))


def lstat(path, *, dir_fd=None):
    """As stat(), of a symbolic link itself."""
    return _stat_result(posix._stat(path, False))


def fstat(fd):
    """As stat(), of an open file."""
    return _stat_result(posix._fstat(fd))


class PathLike(abc.ABC):
    """What names a file: it has `__fspath__`."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """The name as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return True if any("__fspath__" in vars(base) for base in subclass.__mro__) else NotImplemented
        return NotImplemented

    @classmethod
    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


def fsencode(filename):
    """The name as bytes."""
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """The name as str."""
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def listdir(path=None):
    """The names in a folder."""
    return [name for name, _ in posix._entries("." if path is None else path)]


class DirEntry:
    """A name in a folder, and what scandir() learned about it."""

    __slots__ = ("name", "path", "_kind")

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a folder."""
        if self._kind in "fd" and self._kind:
            return self._kind == "d"
        return path.isdir(self.path) and (follow_symlinks or self._kind != "l")

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a file."""
        if self._kind in "fd" and self._kind:
            return self._kind == "f"
        return path.isfile(self.path) and (follow_symlinks or self._kind != "l")

    def is_symlink(self):
        """Whether it is a symbolic link."""
        return self._kind == "l"

    def is_junction(self):
        """False: there are none."""
        return False

    def stat(self, *, follow_symlinks=True):
        """What is known about it."""
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        """Its inode."""
        return lstat(self.path).st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


PathLike.register(DirEntry)


class _Scan:
    def __init__(self, folder, found):
        self._found = iter(found)
        self._folder = folder

    def __iter__(self):
        return self

    def __next__(self):
        name, kind = next(self._found)
        entry = DirEntry()
        entry.name, entry._kind = name, kind
        entry.path = path.join(self._folder, name)
        return entry

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def close(self):
        """What is left is forgotten."""
        self._found = iter(())


def scandir(path=None):
    """The entries of a folder."""
    folder = "." if path is None else fspath(path)
    return _Scan(folder, posix._entries(folder))


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Every folder below (and with) one: its name, the names of its folders, the names of its files."""
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    waiting = [fspath(top)]
    while waiting:
        folder = waiting.pop()
        if isinstance(folder, tuple):
            yield folder
            continue
        try:
            entries = list(scandir(folder))
        except OSError as failure:
            if onerror is not None:
                onerror(failure)
            continue
        folders = [entry.name for entry in entries if entry.is_dir()]
        files = [entry.name for entry in entries if not entry.is_dir()]
        if topdown:
            yield folder, folders, files
        else:
            waiting.append((folder, folders, files))
        for name in reversed(folders):
            below = path.join(folder, name)
            if followlinks or not path.islink(below):
                waiting.append(below)


def makedirs(name, mode=0o777, exist_ok=False):
    """Makes a folder, which gets the mode, and those it lies in where they are missing.

    With exist_ok, a folder that is there already is no error.
    """
    missing = [(name, mode)]
    for folder, last in _above(name):
        if path.exists(folder):
            break
        if fsdecode(last) == curdir:
            # `new/.` is no more than `new`.
            missing.pop()
        missing.append((folder, 0o777))
    for folder, rights in reversed(missing):
        try:
            mkdir(folder, rights)
        except OSError as error:
            outpaced = folder is not name and isinstance(error, FileExistsError)
            if not outpaced and not (exist_ok and path.isdir(folder)):
                raise


def removedirs(name):
    """Removes a folder, and those it lies in as long as they are empty."""
    rmdir(name)
    _remove_empty(name)


def renames(old, new):
    """Renames, with the folders it takes; empty ones that are left are removed."""
    folder, last = path.split(new)
    if folder and last and not path.exists(folder):
        makedirs(folder)
    rename(old, new)
    if path.basename(old):
        _remove_empty(old)


def _above(name):
    """The folders that a name lies in, from the inside out, each with the part of the name under it."""
    folder, last = path.split(name)
    if not last:
        folder, last = path.split(folder)
    while folder and last:
        yield folder, last
        folder, last = path.split(folder)


def _remove_empty(name):
    for folder, _ in _above(name):
        try:
            rmdir(folder)
        except OSError:
            return


def remove(path, *, dir_fd=None):
    """Removes a file."""
    posix.unlink(path)


replace = rename


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    """Sets the times of the last access and change: now, or in seconds, or in nanoseconds."""
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if ns is None:
        if times is None:
            import time
            ns = (time.time_ns(),) * 2
        else:
            ns = [int(seconds * 1_000_000_000) for seconds in times]
    posix._set_times(path, *ns)


def getcwdb():
    """The folder that relative names begin at, as bytes."""
    return fsencode(getcwd())


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object over a descriptor."""
    import io
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


from collections.abc import MutableMapping as _MutableMapping


class _Environ(_MutableMapping):
    """The environment as it was at the start, with the changes since."""

    def __init__(self, data, encode, decode):
        self._data = data
        self.encodekey = self.encodevalue = encode
        self.decodekey = self.decodevalue = decode

    def __getitem__(self, key):
        try:
            return self.decodevalue(self._data[self.encodekey(key)])
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        key, value = self.encodekey(key), self.encodevalue(value)
        if not key or b"=" in key:
            raise OSError(22, "Invalid argument")
        self._data[key] = value

    def __delitem__(self, key):
        try:
            del self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        return iter([self.decodekey(key) for key in self._data])

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ", ".join(f"{key!r}: {value!r}" for key, value in self.items())
        return f"environ({{{items}}})"

    def copy(self):
        """A dict of it."""
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __or__(self, other):
        return {**self, **other} if hasattr(other, "keys") else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if hasattr(other, "keys") else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


def _checked(kind, convert):
    def check(value):
        if not isinstance(value, kind):
            raise TypeError(f"{kind.__name__} expected, not {type(value).__name__}")
        return convert(value)
    return check


_variables = {fsencode(key): fsencode(value) for key, value in posix._environment()}
environ = _Environ(_variables, _checked(str, fsencode), fsdecode)
environb = _Environ(_variables, _checked(bytes, bytes), bytes)


def getenv(key, default=None):
    """A variable of the environment."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """A variable of the environment, as bytes."""
    return environb.get(key, default)


def putenv(name, value, /):
    """Sets a variable of the environment."""
    environ[fsdecode(name)] = fsdecode(value)


def unsetenv(name, /):
    """Takes a variable out of the environment."""
    environ.pop(fsdecode(name), None)


def get_exec_path(env=None):
    """The folders in which programs are searched."""
    return (environ if env is None else env).get("PATH", defpath).split(pathsep)


geteuid, getegid = getuid, getgid


def cpu_count():
    """The number of processors, or what -X cpu_count says it is."""
    stated = sys._get_cpu_count_config()
    return posix.cpu_count() if stated < 0 else stated


def process_cpu_count():
    """The number of processors on which the process may run."""
    return cpu_count()


def sched_getaffinity(pid, /):
    """The processors on which the process may run."""
    return set(range(cpu_count() or 1))


def getlogin():
    """The name of the user."""
    for variable in ("LOGNAME", "USER"):
        if variable in environ:
            return environ[variable]
    raise OSError(6, "No such device or address")


def get_terminal_size(fd=1, /):
    """Columns and lines of the terminal, as the environment tells them."""
    try:
        return terminal_size((int(environ["COLUMNS"]), int(environ["LINES"])))
    except (KeyError, ValueError):
        raise OSError(25, "Inappropriate ioctl for device") from None


def uname():
    """What system this is."""
    facts = []
    for fact in ("ostype", "hostname", "osrelease", "version"):
        with fdopen(open("/proc/sys/kernel/" + fact, O_RDONLY)) as file:
            facts.append(file.read().strip())
    return uname_result((*facts, "x86_64"))


def times():
    """The time that the process has used."""
    import time
    return times_result((time.process_time(), 0.0, 0.0, 0.0, time.monotonic()))


def get_inheritable(fd, /):
    """False: programs that are started do not get the descriptors of this one."""
    return False


def abort():
    """Ends the process at once, as SIGABRT would."""
    _exit(134)


_library.builtins(
    "posix", globals(), "abort", "cpu_count", "fstat", "get_inheritable", "get_terminal_size", "getcwdb", "getlogin",
    "listdir", "lstat", "putenv", "remove", "scandir", "sched_getaffinity", "stat", "times", "uname", "unsetenv", "utime",
)

__all__ = [name for name in globals() if not name.startswith("_") and name not in ("abc", "sys", "posix")] + ["_exit"]
