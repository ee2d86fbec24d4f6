"""Modules in zip archives: the loader that they have, for programs that look. The machine imports them by itself."""

import sys
import _imp
from _imp import ModuleSpec, zipimporter
from importlib import _loaders

__all__ = ["ZipImportError", "zipimporter"]


class ZipImportError(ImportError):
    """There is no such archive, or no such module in it."""

    pass


def _init(self, path):
    """The loader of what lies in an archive, or in one of its folders."""
    if not isinstance(path, (str, bytes)) and hasattr(path, "__fspath__"):
        path = path.__fspath__()
    if isinstance(path, bytes):
        path = path.decode("utf-8", "surrogateescape")
    if not isinstance(path, str):
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    if not path:
        raise ZipImportError("archive path is empty", path=path)
    archive = _imp.archive(path)
    if archive is None:
        raise ZipImportError(f"not a Zip file: {path!r}", path=path)
    self.archive = archive
    inside = path[len(archive):].strip("/")
    self.prefix = inside + "/" if inside else ""


def _shown(self):
    return f'<zipimporter object "{self.archive}/{self.prefix}">'


def _find(self, fullname):
    """The file of a module and its bytes, or None twice."""
    stem = f"{self.archive}/{self.prefix}{fullname.rpartition('.')[2]}"
    for file in (f"{stem}/__init__.py", f"{stem}.py"):
        try:
            return file, _imp.read(file)
        except OSError:
            pass
    return None, None


def _found(self, fullname):
    file, data = _find(self, fullname)
    if file is None:
        raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
    return file, data


def _get_filename(self, fullname):
    """What the module has as __file__."""
    return _found(self, fullname)[0]


def _get_source(self, fullname):
    """The text of the module."""
    return _loaders._decoded(_found(self, fullname)[1])


def _get_code(self, fullname):
    """The code of the module."""
    file, data = _found(self, fullname)
    return compile(data, file, "exec", dont_inherit=True)


def _get_data(self, pathname):
    """The bytes of a file in the archive, whose path may begin with that of the archive."""
    path = pathname if pathname.startswith(self.archive + "/") else f"{self.archive}/{pathname}"
    try:
        return _imp.read(path)
    except OSError:
        raise OSError(0, "", pathname) from None


def _is_package(self, fullname):
    """Whether the module is a package."""
    return _found(self, fullname)[0].endswith("/__init__.py")


def _find_spec(self, fullname, target=None):
    """What is known of a module, if it lies here."""
    file = _find(self, fullname)[0]
    if file is None:
        return None
    spec = ModuleSpec(fullname, self, origin=file, is_package=file.endswith("/__init__.py"))
    spec.has_location = True
    if spec.submodule_search_locations is not None:
        spec.submodule_search_locations.append(file.rpartition("/")[0])
    return spec


def _load_module(self, fullname):
    """Imports the module, as it was done in former times."""
    module = sys.modules[fullname] = sys.modules.get(fullname) or _loaders.module_from_spec(_find_spec(self, fullname))
    self.exec_module(module)
    return sys.modules[fullname]


_loaders._fill(zipimporter, {
    "__init__": _init, "__repr__": _shown, "get_filename": _get_filename, "get_source": _get_source,
    "get_code": _get_code, "get_data": _get_data, "is_package": _is_package, "find_spec": _find_spec,
    "create_module": _loaders._create_module, "exec_module": _loaders._exec_module, "load_module": _load_module,
    "invalidate_caches": lambda self: None,
})
if "__getattr__" in zipimporter.__dict__:
    del zipimporter.__getattr__
