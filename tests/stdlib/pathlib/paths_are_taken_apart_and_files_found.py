import os
import tempfile
from pathlib import Path, PurePath

path = PurePath("/a/b/c.tar.gz")
print(repr(path), path.name, path.suffixes, path.stem, path.parent, path.parts, list(map(str, path.parents)))
print(path.with_suffix(".x"), path.with_name("z"), path.relative_to("/a"), path / "d", "x" / PurePath("y"), path.match("*.gz"))
try:
    path.relative_to("/z")
except ValueError as error:
    print(error)
with tempfile.TemporaryDirectory() as folder:
    deep = Path(folder) / "sub" / "deep"
    deep.mkdir(parents=True)
    (deep / "f.txt").write_text("hello")
    print((deep / "f.txt").read_text(), (deep / "f.txt").stat().st_size, deep.is_dir(), (deep / "no").exists())
    print(sorted(str(found.relative_to(folder)) for found in Path(folder).rglob("*")))
    for where, folders, files in os.walk(folder):
        print(os.path.relpath(where, folder), folders, files)
print(os.path.exists(folder))
