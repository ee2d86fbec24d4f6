import importlib.machinery
import importlib.util
import os
import sys

import counted
import spacious

loader = counted.__loader__
print(type(loader), loader.name, os.path.basename(loader.path), counted.__spec__.loader is loader)
print(loader.get_source("counted").splitlines()[0], loader.is_package("counted"), loader.get_code("counted").co_name)
print(isinstance(loader, importlib.machinery.SourceFileLoader), loader.get_data(loader.path)[:6])
try:
    loader.get_source("other")
except ImportError as error:
    print(error)
print(sys.__loader__, sys.__spec__)
print(type(spacious.__loader__), spacious.__spec__.origin, spacious.__spec__.has_location)
print(importlib.util.find_spec("nothing"), importlib.util.find_spec("counted") is counted.__spec__)
spec = importlib.util.find_spec("stars_all")
module = importlib.util.module_from_spec(spec)
print(module.__name__, module.__package__ == "", module.__loader__ is spec.loader, "stars_all" in sys.modules)
spec.loader.exec_module(module)
print(module.__all__)
made = importlib.machinery.ModuleSpec("a.b", None, origin="somewhere", is_package=True)
print(made, made.parent, made == importlib.machinery.ModuleSpec("a.b", None))
for name in ("version_info", "flags", "stdin", "implementation", "getsizeof"):
    assert name in dir(sys), name
