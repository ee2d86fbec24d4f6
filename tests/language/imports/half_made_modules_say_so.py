import os
import sys
import tempfile

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
sys.dont_write_bytecode = True


def show(**texts):
    for name, text in texts.items():
        path = os.path.join(folder, *name.split("__")) + ".py"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
    name = next(iter(texts)).partition("__")[0]
    try:
        print(__import__(name).result)
    except Exception as error:
        print(type(error).__name__, str(error).replace(folder, ""), getattr(error, "name", None))


show(a="import b\nx = 1\n", b="import a\na.x\n")
show(c="from d import x\ny = 1\n", d="from c import y\nx = 1\n")
show(p__init="")
os.rename(os.path.join(folder, "p", "init.py"), os.path.join(folder, "p", "__init__.py"))
show(q="import p.one\n", p__one="import p.two\n", p__two="import p\np.one\n")
show(r="import r\nresult = r.later if hasattr(r, 'later') else 'not yet'\n")
