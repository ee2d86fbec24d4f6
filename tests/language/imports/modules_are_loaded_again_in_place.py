import importlib
import os
import sys
import tempfile

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
sys.dont_write_bytecode = True


def write(name, text):
    with open(os.path.join(folder, name + ".py"), "w") as file:
        file.write(text)


def show(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, str(error).replace(folder, ""))


write("counts", "n = globals().get('n', 0) + 1\nold = 1\nif n == 3: raise KeyError('third')\n")
import counts

show(lambda: importlib.reload(counts) is counts)
show(lambda: importlib.reload(counts))
print(counts.n, sys.modules["counts"] is counts)
write("counts", "new = 2\n")
show(lambda: importlib.reload(counts).new + counts.old)
write("counts", "wrong =\n")
show(lambda: importlib.reload(counts))
os.remove(os.path.join(folder, "counts.py"))
show(lambda: importlib.reload(counts))
print(sys.modules["counts"] is counts)
del sys.modules["counts"]
show(lambda: importlib.reload(counts))
show(lambda: importlib.reload(1))
show(lambda: importlib.reload(sys) is sys)
write("itself", """import importlib, sys
n = globals().get("n", 0) + 1
if n < 3: print(n, importlib.reload(sys.modules[__name__]) is sys.modules[__name__])
""")
import itself

print(itself.n)
write("gone", "import sys\ndel sys.modules[__name__]\n")
show(lambda: __import__("gone"))
