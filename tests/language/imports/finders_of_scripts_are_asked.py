import importlib
import importlib.machinery
import importlib.util
import sys

print(sys.meta_path)


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("virtual"):
            print("asked for", name, path)
            return importlib.util.spec_from_loader(name, Loader(), origin="here", is_package=name == "virtual")


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.runs = getattr(module, "runs", 0) + 1


class Failing:
    @staticmethod
    def find_spec(name, path, target=None):
        return importlib.machinery.ModuleSpec(name, Failing()) if name == "failing" else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        raise LookupError(module.__name__)


sys.meta_path.insert(0, Finder())
sys.meta_path.append(Failing)
import virtual
import virtual.part

print(virtual, virtual.__path__, virtual.__package__, virtual.part.__package__, hasattr(virtual, "__file__"))
print(importlib.reload(virtual) is virtual, virtual.runs)
print(importlib.util.find_spec("virtual.other").parent, importlib.util.find_spec("nothing"))
import counted

print(counted.__spec__.has_location)
for name in ("nothing", "failing"):
    try:
        __import__(name)
    except (ImportError, LookupError) as error:
        print(type(error).__name__, error, name in sys.modules)
sys.meta_path.clear()
try:
    import nothing
except ImportError as error:
    print(error)
