import os
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as name:
    root = Path(name)
    (root / "a/b").mkdir(parents=True)
    (root / "a/b/x.txt").touch()
    os.symlink("a", root / "ln")

    def show(find):
        try:
            print(sorted(str(path.relative_to(root)) for path in find()))
        except Exception as error:
            print(type(error).__name__, error)

    for pattern in "**/*.txt", "**", "**/", "*/", "*/b", "A/*", ".", "", "/x", "a/../a/b":
        show(lambda: root.glob(pattern))
    show(lambda: root.glob("A/B", case_sensitive=False))
    show(lambda: root.rglob("*"))
    show(lambda: root.rglob(""))
    show(lambda: root.rglob("*.txt", recurse_symlinks=True))
    os.symlink(".", root / "self")
    os.symlink("..", root / "a/up")
    show(lambda: root.rglob("*"))
