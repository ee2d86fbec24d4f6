"""Files and folders copied, moved and removed as a whole."""

import fnmatch
import os
import stat

__all__ = [
    "copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree", "Error",
    "SpecialFileError", "SameFileError", "ExecError", "which", "get_terminal_size", "ignore_patterns",
]

COPY_BUFSIZE = 1 << 16


class Error(OSError):
    """Some of many files could not be copied."""


class SameFileError(Error):
    """Source and target are one file."""


class SpecialFileError(OSError):
    """The file is a pipe or a device."""


class ExecError(OSError):
    """A program could not be run."""


def copyfileobj(fsrc, fdst, length=0):
    """Copies from one file object to another."""
    while part := fsrc.read(length or COPY_BUFSIZE):
        fdst.write(part)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies the content of a file."""
    if os.path.exists(dst) and os.path.samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    for name in (src, dst):
        if os.path.exists(name) and stat.S_ISFIFO(os.stat(name).st_mode):
            raise SpecialFileError(f"`{name}` is a named pipe")
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as source, open(dst, "wb") as target:
        copyfileobj(source, target)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copies the permissions."""
    if follow_symlinks or not os.path.islink(src):
        os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copies the permissions and the times."""
    if not follow_symlinks and os.path.islink(src):
        return
    known = os.stat(src)
    os.utime(dst, ns=(known.st_atime_ns, known.st_mtime_ns))
    os.chmod(dst, stat.S_IMODE(known.st_mode))


def _inside(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    """Copies content and permissions; a folder as target keeps the name."""
    dst = _inside(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """As copy(), with the times."""
    dst = _inside(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """A function for `ignore` of copytree()."""
    def ignored(folder, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignored


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copies a folder with all that is in it."""
    names = os.listdir(src)
    ignored = ignore(os.fspath(src), names) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    failures = []
    for name in names:
        if name in ignored:
            continue
        source, target = os.path.join(src, name), os.path.join(dst, name)
        try:
            if os.path.islink(source) and symlinks:
                os.symlink(os.readlink(source), target)
            elif os.path.islink(source) and not os.path.exists(source) and ignore_dangling_symlinks:
                continue
            elif os.path.isdir(source):
                copytree(source, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(source, target)
        except Error as failure:
            failures.extend(failure.args[0])
        except OSError as failure:
            failures.append((source, target, str(failure)))
    try:
        copystat(src, dst)
    except OSError as failure:
        failures.append((src, dst, str(failure)))
    if failures:
        raise Error(failures)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Removes a folder with all that is in it."""
    def failed(function, name, failure):
        if ignore_errors:
            return
        if onexc is not None:
            onexc(function, name, failure)
        elif onerror is not None:
            onerror(function, name, (type(failure), failure, failure.__traceback__))
        else:
            raise failure

    def remove(folder):
        try:
            entries = list(os.scandir(folder))
        except OSError as failure:
            failed(os.scandir, folder, failure)
            entries = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                remove(entry.path)
            else:
                try:
                    os.unlink(entry.path)
                except OSError as failure:
                    failed(os.unlink, entry.path, failure)
        try:
            os.rmdir(folder)
        except OSError as failure:
            failed(os.rmdir, folder, failure)

    if os.path.islink(path):
        failure = OSError("Cannot call rmtree on a symbolic link")
        failure.filename = path
        failed(os.path.islink, path, failure)
        return
    if not os.path.exists(path):
        try:
            os.lstat(path)
        except OSError as failure:
            failed(os.lstat, path, failure)
        return
    remove(path)


rmtree.avoids_symlink_attacks = False


def move(src, dst, copy_function=copy2):
    """Moves a file or folder, also to another file system."""
    target = dst
    if os.path.isdir(dst):
        if os.path.samefile(src, dst):
            os.rename(src, dst)
            return dst
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip("/")))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), target)
            os.unlink(src)
        elif os.path.isdir(src):
            copytree(src, target, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, target)
            os.unlink(src)
    return target


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The file that a command runs, or None."""
    if os.path.dirname(cmd):
        places = [""]
    else:
        places = (os.environ.get("PATH", os.defpath) if path is None else path).split(os.pathsep)
    for place in places:
        name = os.path.join(place, cmd)
        if os.path.isfile(name) and os.access(name, mode):
            return name
    return None


def get_terminal_size(fallback=(80, 24)):
    """Columns and lines of the terminal."""
    size = []
    for variable, usual in zip(("COLUMNS", "LINES"), fallback):
        try:
            size.append(int(os.environ[variable]) or usual)
        except (KeyError, ValueError):
            size.append(usual)
    return os.terminal_size(size)
