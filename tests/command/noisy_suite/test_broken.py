# imported by name
"""Fails before any test."""
print("said before")
raise ValueError("of the import")
