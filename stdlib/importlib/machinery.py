"""What modules know of their origin."""

__all__ = [
    "ModuleSpec", "BuiltinImporter", "FrozenImporter", "SourceFileLoader", "NamespaceLoader", "PathFinder",
    "SOURCE_SUFFIXES", "BYTECODE_SUFFIXES", "EXTENSION_SUFFIXES", "all_suffixes",
]

from importlib._loaders import (
    BuiltinImporter, FrozenImporter, ModuleSpec, NamespaceLoader, PathFinder, SourceFileLoader,
)

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []


def all_suffixes():
    """How files of modules may end."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
