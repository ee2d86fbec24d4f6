# imported by star_import_takes_all_or_public_names
__all__ = ("_listed",)
_listed = "listed"
unlisted = "unlisted"
