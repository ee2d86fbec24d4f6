# imported by a_file_beside_the_script_hides_a_module.py
"""A module of the script's own, of the name of one in the library."""
OWN = True
