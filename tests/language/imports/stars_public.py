# imported by star_import_takes_all_or_public_names
import sys

public = 1
_private = 2
