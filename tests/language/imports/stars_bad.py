# imported by star_import_takes_all_or_public_names
__all__ = ["missing_name"]
