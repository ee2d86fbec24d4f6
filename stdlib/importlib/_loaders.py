"""What module specs and loaders can do. The classes come from the machine; this module puts its functions into them."""

import sys
import _imp
from _imp import BuiltinImporter, FrozenImporter, ModuleSpec, NamespaceLoader, SourceFileLoader


# Specs.

def shown(spec):
    """What repr() shows of a spec."""
    parts = [f"name={spec.name!r}", f"loader={spec.loader!r}"]
    if spec.origin is not None:
        parts.append(f"origin={spec.origin!r}")
    if spec.submodule_search_locations is not None:
        parts.append(f"submodule_search_locations={spec.submodule_search_locations}")
    return f"{type(spec).__name__}({', '.join(parts)})"


def _init_spec(self, name, loader, *, origin=None, loader_state=None, is_package=None):
    self.name = name
    self.loader = loader
    self.origin = origin
    self.loader_state = loader_state
    self.submodule_search_locations = [] if is_package else None
    self.has_location = False
    self.cached = None


def _equal_specs(self, other):
    try:
        return all(
            getattr(self, field) == getattr(other, field)
            for field in ("name", "loader", "origin", "submodule_search_locations", "cached", "has_location")
        )
    except AttributeError:
        return NotImplemented


def _parent(self):
    return self.name.rpartition(".")[0] if self.submodule_search_locations is None else self.name


ModuleSpec.__init__ = _init_spec
ModuleSpec.__repr__ = shown
ModuleSpec.__eq__ = _equal_specs
ModuleSpec.__hash__ = None
ModuleSpec.parent = property(_parent, doc="The package that the module lies in.")


# Loaders of files.

def _init_loader(self, fullname, path):
    self.name = fullname
    self.path = path


def _check_name(self, name):
    if name is not None and name != self.name:
        raise ImportError(f"loader for {self.name} cannot handle {name}", name=name)


def _get_filename(self, name=None):
    """The path of the file."""
    _check_name(self, name)
    return self.path


def _get_data(self, path):
    """The bytes of a file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except NotADirectoryError:
        # It lies in an archive.
        return _imp.read(path)


def _get_source(self, fullname=None):
    """The text of the file."""
    _check_name(self, fullname)
    path = self.get_filename(fullname)
    try:
        data = self.get_data(path)
    except OSError as error:
        raise ImportError("source not available through get_data()", name=fullname) from error
    return _decoded(data)


def _decoded(data):
    import re
    coding = None
    for line in data.splitlines()[:2]:
        coding = coding or re.match(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", line)
    text = data.decode(coding[1].decode() if coding else "utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _get_code(self, fullname=None):
    """The code of the module."""
    path = self.get_filename(fullname)
    return self.source_to_code(self.get_data(path), path)


def _source_to_code(self, data, path, *, _optimize=-1):
    return compile(data, path, "exec", dont_inherit=True, optimize=_optimize)


def _is_package(self, fullname=None):
    """Whether the file is that of a package."""
    return self.get_filename(fullname).rpartition("/")[2] == "__init__.py"


def _create_module(self, spec):
    """Nothing: the usual module will do."""


def _exec_module(self, module):
    """Runs the code in a module."""
    code = self.get_code(module.__name__)
    if code is None:
        raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
    exec(code, module.__dict__)


def _load_module(self, fullname=None):
    """Imports the module, as it was done in former times."""
    from importlib.util import spec_from_file_location
    spec = spec_from_file_location(fullname, self.path, loader=self)
    module = sys.modules[fullname] = sys.modules.get(fullname) or module_from_spec(spec)
    self.exec_module(module)
    return sys.modules[fullname]


def _path_stats(self, path):
    import os
    found = os.stat(path)
    return {"mtime": found.st_mtime, "size": found.st_size}


def _same(self, other):
    return type(self) is type(other) and self.__dict__ == other.__dict__


def _hash(self):
    return hash(self.name) ^ hash(self.path)


# Loaders of namespace packages.

def _init_namespace(self, name, path, path_finder=None):
    self._path = path


def _fill(cls, functions):
    for name, function in functions.items():
        if isinstance(function, type(_fill)):
            function.__name__, function.__qualname__ = name, f"{cls.__name__}.{name}"
            function.__module__ = cls.__module__
        setattr(cls, name, function)


_fill(SourceFileLoader, {
    "__init__": _init_loader, "get_filename": _get_filename, "get_data": _get_data, "get_source": _get_source,
    "get_code": _get_code, "source_to_code": _source_to_code, "is_package": _is_package,
    "create_module": _create_module, "exec_module": _exec_module, "load_module": _load_module,
    "path_stats": _path_stats, "__eq__": _same, "__hash__": _hash,
})
_fill(NamespaceLoader, {
    "__init__": _init_namespace, "create_module": _create_module, "exec_module": lambda self, module: None,
    "is_package": lambda self, fullname: True, "get_source": lambda self, fullname: "",
    "get_code": lambda self, fullname: compile("", "<string>", "exec", dont_inherit=True),
})
for _cls in (SourceFileLoader, NamespaceLoader):
    del _cls.__getattr__


# What is part of the program.

def _find_in(loader):
    def find_spec(cls, fullname, path=None, target=None):
        """What is known of a module, if it is loaded by this class."""
        spec = _imp.find_spec(fullname, path)
        return spec if spec is not None and spec.loader is loader else None
    return classmethod(find_spec)


def _run_again(module):
    """Runs the module's code once more."""
    _imp.run_again(module.__spec__.name, module)


def _load_builtin(fullname):
    """Imports the module."""
    return __import__(fullname, fromlist=["*"])


for _cls in (BuiltinImporter, FrozenImporter):
    _fill(_cls, {
        "find_spec": _find_in(_cls), "create_module": staticmethod(lambda spec: _load_builtin(spec.name)),
        "exec_module": staticmethod(_run_again), "load_module": staticmethod(_load_builtin),
        "get_code": staticmethod(lambda fullname: None), "get_source": staticmethod(lambda fullname: None),
        "is_package": staticmethod(lambda fullname: _imp.find_spec(fullname).submodule_search_locations is not None),
    })


class PathFinder:
    """Finds modules in the folders of a path."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """What is known of a module that lies in one of the folders; None if none has it."""
        spec = _imp.find_spec(fullname, path)
        return None if spec is None or spec.loader in (BuiltinImporter, FrozenImporter) else spec

    @staticmethod
    def invalidate_caches():
        """Nothing is remembered about folders."""


PathFinder.__module__ = "_frozen_importlib_external"

# What `sys.meta_path` holds at first: they stand for the machine, which finds and loads faster by itself.
FINDERS = (BuiltinImporter, FrozenImporter, PathFinder)


# Finders of scripts.

def find(name, path=None, target=None):
    """What the finders in `sys.meta_path` know of a module; None if none has it."""
    if "meta_path" not in sys.__dict__:
        return _imp.find_spec(name, path)
    for finder in list(sys.meta_path):
        find_spec = getattr(finder, "find_spec", None)
        if find_spec is not None:
            spec = find_spec(name, path, target)
            if spec is not None:
                return spec
    return None


def load(name, path):
    """The module, if a finder of a script has it; None where the machine is to load it."""
    spec = find(name, path)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    if type(spec) is ModuleSpec and spec.loader == getattr(_imp.find_spec(name, path), "loader", None):
        return None
    module = module_from_spec(spec)
    spec._initializing = True
    sys.modules[spec.name] = module
    try:
        if spec.loader is not None:
            spec.loader.exec_module(module)
        elif spec.submodule_search_locations is None:
            raise ImportError("missing loader", name=spec.name)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    finally:
        spec._initializing = False
    return sys.modules[spec.name]


def module_from_spec(spec):
    """A module whose code has not run yet."""
    create = getattr(spec.loader, "create_module", None)
    if create is None and hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    module = None if create is None else create(spec)
    if module is None:
        module = type(sys)(spec.name)
    if isinstance(module, type(sys)):
        _imp.attach(module, spec)
    return module
