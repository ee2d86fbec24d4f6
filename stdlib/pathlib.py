"""Names of files as objects."""

import functools
import io
import os
import posix
import posixpath
import re
import stat
import sys

__all__ = ["UnsupportedOperation", "PurePath", "PurePosixPath", "Path", "PosixPath"]


# What the system answers where there is no file: ENOENT, ENOTDIR, EBADF, ELOOP.
_MISSING = (2, 20, 9, 40)


_SEVERAL = (
    "support for supplying more than one {} to pathlib.PurePath.{}() is deprecated and scheduled for removal in "
    "Python 3.14"
)


def _warn_deprecated(text):
    import warnings
    warnings.warn(text, DeprecationWarning, stacklevel=3)


class UnsupportedOperation(NotImplementedError):
    """The system cannot do this."""


class _PathParents:
    """The folders above, the nearest first: a sequence that makes them when they are asked for."""

    __slots__ = ("_path",)

    def __init__(self, path):
        self._path = path

    def __len__(self):
        return len(self._path._tail)

    def __getitem__(self, index):
        count = len(self)
        if isinstance(index, slice):
            return tuple([self[place] for place in range(*index.indices(count))])
        if not -count <= index < count:
            raise IndexError(index)
        tail = self._path._tail
        return self._path._made(tail[:count - 1 - index if index >= 0 else -1 - index])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


@functools.total_ordering
class PurePath:
    """A name that can be taken apart without looking at the disk."""

    parser = posixpath

    def __new__(cls, *segments):
        return object.__new__(PurePosixPath if cls is PurePath else cls)

    def __init__(self, *segments):
        texts = []
        for segment in segments:
            # A slash at the end counts in patterns: it is kept from one path to the next.
            text = segment._text if isinstance(segment, PurePath) else os.fspath(segment)
            if not isinstance(text, str):
                raise TypeError(
                    "argument should be a str or an os.PathLike object where __fspath__ returns a str, "
                    f"not {type(text).__name__!r}"
                )
            texts.append(text)
        self._text = text = posixpath.join(*texts) if texts else ""
        self._root, self._tail = posix._path_parts(text)

    def with_segments(self, *segments):
        """A path of the same kind."""
        return type(self)(*segments)

    def _made(self, tail):
        return self.with_segments(self._root + "/".join(tail))

    def __str__(self):
        return self._root + "/".join(self._tail) or "."

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def as_posix(self):
        """The name with slashes."""
        return str(self)

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def __lt__(self, other):
        return str(self).split("/") < str(other).split("/") if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(str(self))

    def __reduce__(self):
        return type(self), self.parts

    def __truediv__(self, name):
        try:
            return self.with_segments(self, name)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, name):
        try:
            return self.with_segments(name, self)
        except TypeError:
            return NotImplemented

    def joinpath(self, *names):
        """Names below this one."""
        return self.with_segments(self, *names)

    drive = property(lambda self: "", doc="Nothing: there are no drives.")
    root = property(lambda self: self._root, doc="The slash that the name begins with, or nothing.")
    anchor = root

    @property
    def parts(self):
        """The names of the folders and the last one."""
        return tuple([self._root, *self._tail] if self._root else self._tail)

    @property
    def name(self):
        """The last name."""
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        """The last extension with its dot."""
        name = self.name.lstrip(".")
        at = name.rfind(".")
        return name[at:] if 0 <= at < len(name) - 1 else ""

    @property
    def suffixes(self):
        """All extensions."""
        name = self.name.lstrip(".")
        return [] if name.endswith(".") else ["." + part for part in name.split(".")[1:]]

    @property
    def stem(self):
        """The last name without its last extension."""
        name = self.name
        return name[:len(name) - len(self.suffix)]

    @property
    def parent(self):
        """The folder."""
        return self._made(self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        """The folders above, the nearest first."""
        return _PathParents(self)

    def with_name(self, name):
        """The same folder, another last name."""
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if not self._tail:
            raise ValueError(f"{self!r} has an empty name")
        return self._made([*self._tail[:-1], name])

    def with_stem(self, stem):
        """Another last name, the same extension."""
        if not stem and self.suffix:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """Another extension."""
        if suffix and (not suffix.startswith(".") or suffix == "." or "/" in suffix):
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.stem:
            raise ValueError(f"{self!r} has an empty name")
        return self.with_name(self.stem + suffix)

    def is_absolute(self):
        """Whether the name begins at the root."""
        return bool(self._root)

    def is_reserved(self):
        """False: no names are."""
        _warn_deprecated(
            "pathlib.PurePath.is_reserved() is deprecated and scheduled for removal in Python 3.15. "
            "Use os.path.isreserved() to detect reserved paths on Windows."
        )
        return False

    def is_relative_to(self, other, *more):
        """Whether the name is that of another path or lies below it."""
        if more:
            _warn_deprecated(_SEVERAL.format("argument", "is_relative_to"))
        other = self.with_segments(other, *more)
        return other == self or other in self.parents[:]

    def relative_to(self, other, *more, walk_up=False):
        """The name seen from another path."""
        if more:
            _warn_deprecated(_SEVERAL.format("positional argument", "relative_to"))
        other = self.with_segments(other, *more)
        up, above = 0, other
        while not self.is_relative_to(above):
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if above.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
            if above.parent == above:
                raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
            above, up = above.parent, up + 1
        return self.with_segments(*[".."] * up, *self._tail[len(above._tail):])

    def as_uri(self):
        """The name as a file URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        plain = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/"
        return "file://" + "".join(chr(byte) if byte in plain else f"%{byte:02X}" for byte in bytes(self))

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole name matches a pattern, in which `**` stands for any folders."""
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        own, wanted = (str(path) if path.parts else "" for path in (self, pattern))
        return _matcher(wanted, case_sensitive, True)(own) is not None

    def match(self, pattern, *, case_sensitive=None):
        """Whether the end of the name matches a pattern."""
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        own, wanted = self.parts[::-1], pattern.parts[::-1]
        if not wanted:
            raise ValueError("empty pattern")
        if len(wanted) > len(own) or pattern.anchor and len(wanted) != len(own):
            return False
        return all([_matcher(want, case_sensitive, False)(part) is not None for part, want in zip(own, wanted)])


def _has_magic(part):
    import glob
    return glob.has_magic(part)


@functools.lru_cache(maxsize=512)
def _matcher(pattern, case_sensitive, recursive):
    """What matches texts with a pattern, in which `**` stands for any folders if `recursive`."""
    import glob

    flags = re.IGNORECASE if case_sensitive is False else re.NOFLAG
    return re.compile(glob.translate(pattern, recursive=recursive, include_hidden=True, seps="/"), flags).match


class PurePosixPath(PurePath):
    """A name on a system like Unix."""


os.PathLike.register(PurePath)


def _sorted_out(path, follow_symlinks):
    """The names of the folders and of the files in a folder; links to folders are files unless they are followed."""
    folders, files = [], []
    with os.scandir(path) as entries:
        for entry in entries:
            try:
                is_folder = entry.is_dir(follow_symlinks=follow_symlinks)
            except OSError:
                is_folder = False
            (folders if is_folder else files).append(entry.name)
    return folders, files


class Path(PurePath):
    """A name of a file, and what can be done with the file."""

    def __new__(cls, *segments, **options):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def cwd(cls):
        """The folder that relative names begin at."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The home folder."""
        return cls("~").expanduser()

    @classmethod
    def from_uri(cls, uri):
        """The path of a file URI."""
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        text = uri[5:]
        if text.startswith("///"):
            text = text[2:]
        elif text.startswith("//localhost/"):
            text = text[11:]
        if text.startswith("///") or text.startswith("/") and text[2:3] in ":|":
            # What names a drive has no slash.
            text = text[1:]
        path = cls(os.fsdecode(re.sub(b"%([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), os.fsencode(text))))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass

    def stat(self, *, follow_symlinks=True):
        """What is known about the file."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """As stat(), of a symbolic link itself."""
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        """Whether there is something of this name."""
        try:
            posix._stat(self, follow_symlinks)
        except OSError as error:
            if error.errno not in _MISSING:
                raise
            return False
        except ValueError:
            return False
        return True

    def is_file(self, *, follow_symlinks=True):
        """Whether there is a file of this name."""
        return os.path.isfile(self) and (follow_symlinks or not os.path.islink(self))

    def is_dir(self, *, follow_symlinks=True):
        """Whether there is a folder of this name."""
        return os.path.isdir(self) and (follow_symlinks or not os.path.islink(self))

    def is_symlink(self):
        """Whether the name is that of a symbolic link."""
        return os.path.islink(self)

    def is_junction(self):
        """False: there are none."""
        return False

    def is_mount(self):
        """Whether another file system begins here."""
        return os.path.ismount(self)

    def _is(self, test):
        try:
            return test(os.stat(self).st_mode)
        except (OSError, ValueError):
            return False

    def is_fifo(self):
        """Whether the name is that of a pipe."""
        return self._is(stat.S_ISFIFO)

    def is_socket(self):
        """Whether the name is that of a socket."""
        return self._is(stat.S_ISSOCK)

    def is_block_device(self):
        """Whether the name is that of a block device."""
        return self._is(stat.S_ISBLK)

    def is_char_device(self):
        """Whether the name is that of a character device."""
        return self._is(stat.S_ISCHR)

    def samefile(self, other_path):
        """Whether both names lead to one file."""
        return os.path.samefile(self, other_path)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """Opens the file."""
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The content in bytes."""
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """The content as text."""
        with self.open("r", -1, encoding, errors, newline) as file:
            return file.read()

    def write_bytes(self, data):
        """Makes bytes the content."""
        view = memoryview(data)
        with self.open("wb") as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Makes text the content."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", -1, encoding, errors, newline) as file:
            return file.write(data)

    def iterdir(self):
        """What is in the folder."""
        return (self / name for name in os.listdir(self))

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths below that match a pattern; `**` stands for any folders."""
        import _pathsearch

        sys.audit("pathlib.Path.glob", self, pattern)
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        if pattern.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = list(pattern._tail)
        if not parts:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        if any("\0" in part and not _has_magic(part) for part in parts):
            raise ValueError("lstat: embedded null character in path")
        if pattern._text.endswith("/"):
            # Only folders are meant.
            parts.append("")
        found = _pathsearch.Search(case_sensitive, recurse_symlinks).found(str(self), parts)
        return map(self.with_segments, found)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths anywhere below that match a pattern."""
        sys.audit("pathlib.Path.rglob", self, pattern)
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        return self.glob("**" / pattern, case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Every folder below (and with) this one: its path, the names of its folders, the names of its files."""
        sys.audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        waiting = [self]
        while waiting:
            path = waiting.pop()
            if isinstance(path, tuple):
                yield path
                continue
            try:
                folders, files = _sorted_out(path, follow_symlinks)
            except OSError as error:
                if on_error is not None:
                    on_error(error)
                continue
            if top_down:
                yield path, folders, files
            else:
                waiting.append((path, folders, files))
            waiting += [path._below(name) for name in reversed(folders)]

    def _below(self, name):
        return self._made([*self._tail, name])

    def absolute(self):
        """The name from the root."""
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        """The name from the root without symbolic links."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def expanduser(self):
        """The name with a leading `~` replaced by the home folder."""
        if self._root or not self._tail or not self._tail[0].startswith("~"):
            return self
        home = os.path.expanduser(self._tail[0])
        if home.startswith("~"):
            raise RuntimeError("Could not determine home directory.")
        return self.with_segments(home, *self._tail[1:])

    def readlink(self):
        """What the symbolic link points to."""
        return self.with_segments(os.readlink(self))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Creates the folder."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            folder = self.parent
            if not parents or folder == self:
                raise
            folder.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, exist_ok=exist_ok)
        except OSError:
            if not (exist_ok and self.is_dir()):
                raise

    def touch(self, mode=0o666, exist_ok=True):
        """Creates the file, or sets its times to now."""
        if exist_ok and self.exists():
            os.utime(self)
            return
        os.close(os.open(self, os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL), mode))

    def unlink(self, missing_ok=False):
        """Removes the file."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Removes the empty folder."""
        os.rmdir(self)

    def rename(self, target):
        """Gives the file another name."""
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        """Gives the file another name; a file of that name is replaced."""
        os.replace(self, target)
        return self.with_segments(target)

    def chmod(self, mode, *, follow_symlinks=True):
        """Sets the permissions."""
        os.chmod(self, mode)

    def symlink_to(self, target, target_is_directory=False):
        """Makes this a symbolic link to the target."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Makes this one more name of the target."""
        os.link(target, self)


class PosixPath(Path, PurePosixPath):
    """A name on a system like Unix, and what can be done with the file."""
