"""What modules know of their origin."""

__all__ = [
    "ModuleSpec", "BuiltinImporter", "FrozenImporter", "SourceFileLoader", "NamespaceLoader", "PathFinder",
    "SOURCE_SUFFIXES", "BYTECODE_SUFFIXES", "EXTENSION_SUFFIXES", "all_suffixes",
]

import _imp
from importlib._loaders import BuiltinImporter, FrozenImporter, ModuleSpec, NamespaceLoader, SourceFileLoader

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []


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


def all_suffixes():
    """How files of modules may end."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
