import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file.txt")
    with open(path, "w") as f:
        print(f.write("one\ntwo\n"), f.name == path, f.closed)
    with open(path) as f:
        print(f.read(3), f.readline(), f.readlines(), f.closed)
    print(f.closed, os.path.exists(path), os.listdir(folder), os.path.getsize(path))
    with open(path, "ab") as f:
        f.write(b"three\xff")
    print(open(path, "rb").read())
    os.remove(path)
    try:
        open(path)
    except FileNotFoundError as e:
        print(e.errno, e.strerror)
print(os.path.join("a", "b"), os.path.split("/x/y.z"), os.path.splitext("a.tar.gz"), os.path.basename("/p/q"), os.sep)
