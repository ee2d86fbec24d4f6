"""Where installed packages lie. The interpreter has done at its start what this module does elsewhere."""

import os
import sys

PREFIXES = [sys.prefix] if sys.prefix == sys.exec_prefix else [sys.prefix, sys.exec_prefix]
_sees_base = sys.prefix == sys.base_prefix or "sees_base" in sys.__dict__.get("_options", ())
if _sees_base and sys.base_prefix not in PREFIXES:
    PREFIXES.append(sys.base_prefix)
ENABLE_USER_SITE = _sees_base and not sys.flags.no_user_site and not sys.flags.no_site
USER_SITE = USER_BASE = None

_FOLDER = ("lib", "python3.13", "site-packages")


def makepath(*paths):
    """A path made of parts, whole and with its case as it is compared."""
    folder = os.path.abspath(os.path.join(*paths))
    return folder, os.path.normcase(folder)


def _known():
    return {makepath(folder)[1] for folder in sys.path if os.path.exists(folder)}


def addsitedir(sitedir, known_paths=None):
    """Adds a folder to sys.path, and what the files *.pth in it name."""
    known = _known() if known_paths is None else known_paths
    sitedir, cased = makepath(sitedir)
    if cased not in known:
        sys.path.append(sitedir)
        known.add(cased)
    try:
        names = os.listdir(sitedir)
    except OSError:
        return known_paths
    for name in sorted(names):
        if name.endswith(".pth") and not name.startswith("."):
            addpackage(sitedir, name, known)
    return None if known_paths is None else known


def addpackage(sitedir, name, known_paths):
    """Adds the folders that the lines of a file name. Lines that begin with `import` are run."""
    known = _known() if known_paths is None else known_paths
    fullname = os.path.join(sitedir, name)
    try:
        with open(fullname, encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            if line.startswith(("import ", "import\t")):
                exec(line)
                continue
            folder, cased = makepath(sitedir, line.rstrip())
            if cased not in known and os.path.exists(folder):
                sys.path.append(folder)
                known.add(cased)
        except Exception as error:
            _report(number, fullname, error)
            break
    return None if known_paths is None else known


def _report(number, fullname, error):
    import traceback
    print(f"Error processing line {number} of {fullname}:\n", file=sys.stderr)
    for text in traceback.format_exception(error):
        for line in text.splitlines():
            print("  " + line, file=sys.stderr)
    print("\nRemainder of file ignored", file=sys.stderr)


def getuserbase():
    """The folder below which a user installs for himself."""
    global USER_BASE
    if USER_BASE is None:
        stated = None if sys.flags.ignore_environment else os.environ.get("PYTHONUSERBASE")
        USER_BASE = stated or os.path.join(os.path.expanduser("~"), ".local")
    return USER_BASE


def getusersitepackages():
    """The folder for packages that a user installs for himself."""
    global USER_SITE
    if USER_SITE is None:
        USER_SITE = os.path.join(getuserbase(), *_FOLDER)
    return USER_SITE


def getsitepackages(prefixes=None):
    """The folders for packages, one for each prefix."""
    found = []
    for prefix in PREFIXES if prefixes is None else prefixes:
        folder = os.path.join(prefix, *_FOLDER)
        if prefix and folder not in found:
            found.append(folder)
    return found


def main():
    """Adds the folders for packages to sys.path once more, for a program that ran without them."""
    known = _known()
    folders = getsitepackages()
    if ENABLE_USER_SITE:
        folders.insert(0, getusersitepackages())
    for folder in folders:
        if os.path.isdir(folder):
            addsitedir(folder, known)


def _print():
    print("sys.path = [")
    for folder in sys.path:
        print(f"    {folder!r},")
    print("]")
    for name, folder in (("USER_BASE", getuserbase()), ("USER_SITE", getusersitepackages())):
        state = "exists" if os.path.isdir(folder) else "doesn't exist"
        print(f"{name}: {folder!r} ({state})")
    print(f"ENABLE_USER_SITE: {ENABLE_USER_SITE!r}")


if __name__ == "__main__":
    _print()
