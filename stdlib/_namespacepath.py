"""Where the modules of a package without `__init__` are searched."""


class _NamespacePath(list):
    """The folders of a namespace package."""

    def __repr__(self):
        return f"_NamespacePath({list.__repr__(self)})"


_NamespacePath.__module__ = "_frozen_importlib_external"
