"""Links that lead nowhere, errors of calls that take two names, and warnings about what nobody closed."""

import os
import pathlib
import tempfile
import warnings

home = os.path.realpath(tempfile.mkdtemp())
os.chdir(home)
os.symlink("nowhere", "dead")
os.mkdir("sub")
os.symlink("sub", "link")
os.symlink("loop", "loop")


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, str(error).replace(home, "HOME"), getattr(error, "filename2", None))


for name in "dead", "link/x", "link/../link/x", "dead/../y", "loop", "loop/z", "sub/./a//b":
    print(os.path.realpath(name).replace(home, "HOME"), os.path.realpath(name.encode()) == os.fsencode(os.path.realpath(name)))
for name in "nope", "dead", "loop", "link/x":
    attempt(lambda: os.path.realpath(name, strict=True))
print([sorted(names) for names in next(pathlib.Path(".").walk())[1:]])
print(sorted(str(path) for path, _, _ in pathlib.Path(".").walk(follow_symlinks=True)))
attempt(lambda: pathlib.Path("x" * 300).exists() or "gone")
print(pathlib.Path("dead").exists(), pathlib.Path("dead").exists(follow_symlinks=False), pathlib.Path("sub").exists())
for uri in "file:///tmp/b", "file://localhost/tmp/%C3%A9", "file://host/tmp":
    attempt(lambda: pathlib.Path.from_uri(uri))
for act in (
    lambda: os.rename("nope", "b"), lambda: os.symlink("a", "sub"), lambda: os.link("nope", "b"),
    lambda: os.replace("nope", "c"), lambda: pathlib.Path("nope").rename("z"),
):
    attempt(act)
with warnings.catch_warnings(record=True) as shown:
    warnings.simplefilter("always")
    open("/dev/null")
    open("/dev/null", "rb")
    open("/dev/null").close()
    open("/dev/null", "rb", buffering=1).close()
    folder = tempfile.TemporaryDirectory()
    name = folder.name
    del folder
print(os.path.exists(name))
for warning in shown:
    print(warning.category.__name__, str(warning.message).replace(name, "NAME"))
