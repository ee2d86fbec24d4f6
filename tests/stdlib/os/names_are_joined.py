# Parts of names, plain and not.
import os.path
import pathlib


class Named:
    def __fspath__(self):
        return "named"


class Text(str):
    pass


for parts in (
    ("a", "b"), ("a", "/b"), ("", "b"), ("a", ""), ("a", "", "c"), ("a/", "b"), ("/", "x"), ("a", "b", "/c", "d"), ("a",),
    ("", ""), ("a", "/"), (b"a", b"b"), (Named(), "x"), ("x", Named()), (Text("a"), Text("b")), ("ä", "\ud800"),
):
    print(ascii(os.path.join(*parts)), end=" ")
print()
for name in ("a/b", "/a", "a", "a//b", "//", "/", "", "a/b/", "///a", b"a/b", Named(), Text("x/y")):
    print(os.path.split(name), os.path.basename(name), os.path.dirname(name), end=" ")
print()
for parts in (("a", b"b"), (1, "a"), ("a", None), (b"a", "b"), ()):
    try:
        print(os.path.join(*parts))
    except TypeError as error:
        print(error)
for name in ("/a/b", "a", "", "//a", "///a", "a/./b", ".", "./a", "a//b/", "..", "/.."):
    path = pathlib.PurePosixPath(name)
    print(str(path), path.parts, path.root, path.name, end="; ")
print(pathlib.PurePosixPath("a", "/b", "c") / "d", os.fspath(Named()), type(os.path.join(Text("a"))).__name__)
for wrong in (5, type("Bad", (), {"__fspath__": lambda self: 5})(), type("No", (), {"__fspath__": None})()):
    try:
        os.fspath(wrong)
    except TypeError as error:
        print(error)
