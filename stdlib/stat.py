"""Reading the mode of a file: its kind and its permissions."""

import _library

S_IFDIR, S_IFCHR, S_IFBLK, S_IFREG = 0o040000, 0o020000, 0o060000, 0o100000
S_IFIFO, S_IFLNK, S_IFSOCK = 0o010000, 0o120000, 0o140000
S_IFDOOR = S_IFPORT = S_IFWHT = 0

S_ISUID, S_ISGID, S_ISVTX = 0o4000, 0o2000, 0o1000
S_ENFMT = S_ISGID
S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0o700, 0o400, 0o200, 0o100
S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 0o070, 0o040, 0o020, 0o010
S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 0o007, 0o004, 0o002, 0o001
S_IREAD, S_IWRITE, S_IEXEC = S_IRUSR, S_IWUSR, S_IXUSR

ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)

_LETTERS = {S_IFDIR: "d", S_IFCHR: "c", S_IFBLK: "b", S_IFREG: "-", S_IFIFO: "p", S_IFLNK: "l", S_IFSOCK: "s"}


def S_IFMT(mode, /):
    """The part of a mode that tells the kind."""
    return mode & 0o170000


def S_IMODE(mode, /):
    """The permission bits of a mode."""
    return mode & 0o7777


def _kind(name, number):
    def test(mode, /):
        return S_IFMT(mode) == number if number else False
    test.__name__ = test.__qualname__ = name
    test.__doc__ = "Whether a mode is of this kind."
    return test


for _name, _number in (
    ("S_ISDIR", S_IFDIR), ("S_ISCHR", S_IFCHR), ("S_ISBLK", S_IFBLK), ("S_ISREG", S_IFREG), ("S_ISFIFO", S_IFIFO),
    ("S_ISLNK", S_IFLNK), ("S_ISSOCK", S_IFSOCK), ("S_ISDOOR", 0), ("S_ISPORT", 0), ("S_ISWHT", 0),
):
    globals()[_name] = _kind(_name, _number)
del _name, _number


def filemode(mode, /):
    """A mode as `ls -l` shows it."""
    shown = [_LETTERS.get(S_IFMT(mode), "?")]
    for shift, special, letter in ((6, S_ISUID, "s"), (3, S_ISGID, "s"), (0, S_ISVTX, "t")):
        bits = mode >> shift & 7
        shown.append("r" if bits & 4 else "-")
        shown.append("w" if bits & 2 else "-")
        if mode & special:
            shown.append(letter if bits & 1 else letter.upper())
        else:
            shown.append("x" if bits & 1 else "-")
    return "".join(shown)


_library.builtins(
    "_stat", globals(), "S_IFMT", "S_IMODE", "S_ISDIR", "S_ISCHR", "S_ISBLK", "S_ISREG", "S_ISFIFO", "S_ISLNK",
    "S_ISSOCK", "S_ISDOOR", "S_ISPORT", "S_ISWHT", "filemode",
)
