# imported by a_file_beside_the_script_hides_a_module.py
"""Of the name of a module that is part of the machine: nobody gets this one."""
OWN = True
