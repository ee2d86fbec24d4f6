"""Finding and making modules step by step."""

import sys
from importlib import _resolved
from importlib.machinery import ModuleSpec

__all__ = ["resolve_name", "find_spec", "module_from_spec", "spec_from_file_location"]


def resolve_name(name, package):
    """The absolute name of one that may begin with dots."""
    level = len(name) - len(name.lstrip("."))
    if not level:
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    return _resolved(name[level:], package, level)


def find_spec(name, package=None):
    """What is known of a module without running it; None if there is none."""
    import os
    name = resolve_name(name, package)
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
        spec = getattr(module, "__spec__", None)
        if spec is None:
            raise ValueError(f"{name}.__spec__ is None")
        return spec
    parent, _, last = name.rpartition(".")
    if parent:
        __import__(parent)
        folders = getattr(sys.modules[parent], "__path__", ())
    else:
        folders = sys.path
        if name in sys.stdlib_module_names:
            return ModuleSpec(name, None, origin="built-in")
    for folder in folders:
        base = os.path.join(folder, last)
        for file, package in ((os.path.join(base, "__init__.py"), True), (base + ".py", False)):
            if os.path.isfile(file):
                return spec_from_file_location(name, file)
    return None


class _FileLoader:
    """Runs the code of a file."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def get_filename(self, name=None):
        return self.path

    def get_source(self, name=None):
        with open(self.path, encoding="utf-8") as file:
            return file.read()

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.get_source(), self.path, "exec"), vars(module))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """What is known of a module whose file is given."""
    import os
    location = os.fspath(location)
    package = os.path.basename(location) == "__init__.py"
    spec = ModuleSpec(name, loader or _FileLoader(name, location), origin=location, is_package=package)
    if package:
        spec.submodule_search_locations = submodule_search_locations or [os.path.dirname(location)]
    spec.has_location = True
    return spec


def module_from_spec(spec):
    """A module whose code has not run yet."""
    from types import ModuleType
    module = ModuleType(spec.name)
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    if spec.origin is not None:
        module.__file__ = spec.origin
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    return module
