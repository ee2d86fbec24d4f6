import os
import shapes.deep.leaf

print([os.path.basename(p) for p in shapes.__path__], shapes.__spec__.submodule_search_locations == list(shapes.__path__), shapes.deep.__package__, shapes.deep.leaf.__spec__.parent)
print(os.path.basename(shapes.__file__), os.path.basename(shapes.deep.leaf.__file__), shapes.deep.leaf.__name__.rpartition(".")[0])
print(sorted(n for n in vars(shapes) if not n.startswith("_")))
try:
    exec("from .... import x", {"__package__": "shapes.deep", "__name__": "shapes.deep.leaf"})
except ImportError as e:
    print(e)
try:
    exec("from . import x", {"__name__": "__main__"})
except ImportError as e:
    print(e)
