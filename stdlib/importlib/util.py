"""Finding and making modules step by step."""

import sys
from importlib import _resolved
from importlib._loaders import find, module_from_spec
from importlib.machinery import ModuleSpec, SOURCE_SUFFIXES, SourceFileLoader

__all__ = ["resolve_name", "find_spec", "module_from_spec", "spec_from_file_location", "spec_from_loader"]


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
    name = resolve_name(name, package)
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f"{name}.__spec__ is not set") from None
        if spec is None:
            raise ValueError(f"{name}.__spec__ is None")
        return spec
    parent = name.rpartition(".")[0]
    if not parent:
        return find(name)
    try:
        path = __import__(parent, fromlist=["__path__"]).__path__
    except AttributeError as error:
        raise ModuleNotFoundError(
            f"__path__ attribute not found on {parent!r} while trying to find {name!r}", name=name
        ) from error
    return find(name, path)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """What is known of a module whose file is given."""
    import os
    location = os.path.abspath(os.fspath(location))
    package = os.path.basename(location) == "__init__.py"
    if loader is None:
        if not location.endswith(tuple(SOURCE_SUFFIXES)):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location, is_package=package)
    if package:
        spec.submodule_search_locations = submodule_search_locations or [os.path.dirname(location)]
    spec.has_location = True
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """What is known of a module whose loader is given."""
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    if not origin and hasattr(loader, "get_filename"):
        return spec_from_file_location(name, loader.get_filename(name), loader=loader)
    if is_package is None and hasattr(loader, "is_package"):
        try:
            is_package = loader.is_package(name)
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))
