"""What modules know of their origin."""

__all__ = ["ModuleSpec", "SOURCE_SUFFIXES", "BYTECODE_SUFFIXES", "EXTENSION_SUFFIXES", "all_suffixes"]

import sys

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []

ModuleSpec = type(sys.__spec__) if getattr(sys, "__spec__", None) is not None else None

if ModuleSpec is None:
    class ModuleSpec:
        """Name, origin and loader of a module."""

        def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
            self.name = name
            self.loader = loader
            self.origin = origin
            self.loader_state = loader_state
            self.submodule_search_locations = [] if is_package else None
            self.cached = None
            self.has_location = False

        @property
        def parent(self):
            """The package that the module lies in."""
            return self.name if self.submodule_search_locations is not None else self.name.rpartition(".")[0]

        def __repr__(self):
            shown = [f"name={self.name!r}", f"loader={self.loader!r}"]
            if self.origin is not None:
                shown.append(f"origin={self.origin!r}")
            return f"ModuleSpec({', '.join(shown)})"


def all_suffixes():
    """How files of modules may end."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
